import { loadFashionMnist } from '@reprise/data';
import { accuracy } from '../metrics';
import golden from './golden/baselines.json';
import { nearestCentroid } from './nearest-centroid';
import { flatImages } from './testing/flat-images';

test('the nearest mean; the lowest class of equal distances; never a class without images', () => {
  const predicted = nearestCentroid(
    flatImages(0, 20, 100, 200),
    Uint8Array.of(3, 3, 1, 9),
    flatImages(0, 54, 55, 56, 149, 255, 150),
  );
  expect([...predicted]).toEqual([3, 3, 1, 1, 1, 9, 1]);
});

test('as scikit-learn: first images', async () => {
  const { train, test } = await loadFashionMnist();
  const { train_images, test_images, predicted } = golden.nearest_centroid.first;
  const given = nearestCentroid(
    train.images.subarray(0, train_images * 784),
    train.labels.subarray(0, train_images),
    test.images.subarray(0, test_images * 784),
  );
  expect([...given]).toEqual(predicted);
});

test('as scikit-learn: accuracy of all', async () => {
  const { train, test } = await loadFashionMnist();
  const predicted = nearestCentroid(train.images, train.labels, test.images);
  expect(accuracy(test.labels, predicted)).toBe(golden.nearest_centroid.all.accuracy);
});

test.each<[string, Uint8Array, number[], Uint8Array, RegExp]>([
  ['no training image', flatImages(), [], flatImages(1), /training image of 784 pixels.*found 0/],
  ['half a test image', flatImages(1), [0], new Uint8Array(392), /test image of 784 pixels.*found 392/],
  ['too few labels', flatImages(1, 2), [0], flatImages(1), /expected 2 labels.*found 1/],
  ['an unknown class', flatImages(1, 2), [0, 10], flatImages(1), /labels from 0 to 9, found 10/],
])('refuses %s', (_, train, labels, test, message) => {
  const given = () => nearestCentroid(train, Uint8Array.from(labels), test);
  expect(given).toThrow(RangeError);
  expect(given).toThrow(message);
});
