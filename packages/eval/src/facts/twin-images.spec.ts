import { loadFashionMnist } from '@reprise/data';
import { twinImages } from './twin-images';

/** An image for each number: that grey level, but for one pixel. */
const images = (...levels: number[]) => {
  const data = new Uint8Array(levels.length * 784);
  levels.forEach((level, row) => data.fill(level, row * 784, (row + 1) * 784 - 1));
  return data;
};

test('counts rows, pairs and repeats', () => {
  const train = images(1, 2, 2, 3, 2);
  const test = images(2, 4, 3, 4, 5, 2);
  expect(twinImages(train, test, Uint8Array.of(0, 1, 1, 2, 3), Uint8Array.of(1, 0, 2, 0, 0, 3))).toEqual({
    testRowsWithTwin: 3,
    pairs: 7,
    // The first test row and the last training row; the last test row and the two training rows labelled 1.
    pairsWithOtherLabel: 3,
    duplicatesInTrain: 2,
    duplicatesInTest: 2,
  });
});

test('of no images there are none; refuses images without labels', () => {
  const none = new Uint8Array(0);
  expect(Object.values(twinImages(none, none, none, none))).toEqual([0, 0, 0, 0, 0]);
  expect(() => twinImages(images(1, 2), none, Uint8Array.of(0), none)).toThrow(
    new RangeError('expected 1 training images of 784 pixels for as many labels, found 1568 pixels'),
  );
  expect(() => twinImages(none, none, none, Uint8Array.of(0))).toThrow(/1 test images.*found 0 pixels/);
});

test('Fashion-MNIST has no image twice', async () => {
  const { train, test } = await loadFashionMnist();
  // numpy.unique of the rows finds 70,000 of both sets together.
  expect(Object.values(twinImages(train.images, test.images, train.labels, test.labels))).toEqual([0, 0, 0, 0, 0]);
});
