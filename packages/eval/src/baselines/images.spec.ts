import { loadFashionMnist } from '@reprise/data';
import { constantErrors, meanImage, targetEntropy } from './images';
import golden from './golden/baselines.json';
import { flatImages } from './testing/flat-images';

test('pixel by pixel, from 0 to 1', () => {
  const images = flatImages(0, 255, 51);
  images[783] = 255;
  const mean = meanImage(images);
  expect([mean.length, mean[0]]).toEqual([784, 0.4]);
  expect(mean[783]).toBeCloseTo(2.2 / 3, 15);
});

test('errors of a constant; clipped probabilities cost log(1e-7)', () => {
  const half = new Float64Array(784).fill(0.5);
  expect(constantErrors(half, flatImages(0, 255)).squared).toBe(0.25);
  expect(constantErrors(half, flatImages(0, 51)).crossentropy).toBeCloseTo(Math.LN2, 14);
  expect(constantErrors(new Float64Array(784), flatImages(255)).crossentropy).toBeCloseTo(-Math.log(1e-7), 12);
});

// numpy sums doubles in another order; here the mean image comes from exact sums.
test.each(['first', 'all'] as const)('as numpy: %s', async (part) => {
  const { train, test } = await loadFashionMnist();
  const { train_images, test_images, pixels, squared, crossentropy } = golden.mean_image[part];
  const mean = meanImage(train.images.subarray(0, train_images * 784));
  for (const { at, value } of pixels) expect(mean[at]).toBeCloseTo(value, 12);
  const errors = constantErrors(mean, test.images.subarray(0, test_images * 784));
  expect(errors.squared).toBeCloseTo(squared, 11);
  expect(errors.crossentropy).toBeCloseTo(crossentropy, 11);
});

test('black and white pixels have no entropy, grey ones do', () => {
  const images = new Uint8Array(784).fill(255);
  images.fill(0, 0, 300);
  expect(targetEntropy(images)).toBe(0);
  images.fill(51, 0, 392);
  expect(targetEntropy(images)).toBeCloseTo((0.2 * Math.log(5) + 0.8 * Math.log(1.25)) / 2, 14);
});

test.each(['first', 'all'] as const)('entropy as numpy: %s', async (part) => {
  const { test } = await loadFashionMnist();
  const { test_images, nats } = golden.target_entropy[part];
  expect(targetEntropy(test.images.subarray(0, test_images * 784))).toBeCloseTo(nats, 11);
});
