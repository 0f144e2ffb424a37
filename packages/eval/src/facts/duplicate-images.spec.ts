import { loadFashionMnist } from '@reprise/data';
import { duplicateImages } from './duplicate-images';

/** An image for each number: filled with that grey level except for one pixel. */
const images = (...levels: number[]) => {
  const data = new Uint8Array(levels.length * 784);
  levels.forEach((level, row) => data.fill(level, row * 784, (row + 1) * 784 - 1));
  return data;
};

test('counts rows across the split and repeats within each set', () => {
  expect(duplicateImages(images(1, 2, 2, 3, 2), images(2, 4, 3, 4, 5, 2))).toEqual({
    acrossSplit: 3,
    inTrain: 2,
    inTest: 2,
  });
  expect(duplicateImages(images(), images())).toEqual({ acrossSplit: 0, inTrain: 0, inTest: 0 });
});

test('Fashion-MNIST has no duplicate image', async () => {
  const { train, test } = await loadFashionMnist();
  // numpy.unique of the rows finds 70,000 of both sets together.
  expect(duplicateImages(train.images, test.images)).toEqual({ acrossSplit: 0, inTrain: 0, inTest: 0 });
});
