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
