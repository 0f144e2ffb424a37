import { loadFashionMnist } from '@reprise/data';
import { constantErrors, meanImage } from './mean-image';
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

test.each<[string, () => unknown, RegExp]>([
  ['no image', () => meanImage(flatImages()), /image of 784 pixels.*found 0/],
  [
    'a prediction of another size',
    () => constantErrors(new Float64Array(392), flatImages(1)),
    /prediction of 784 pixels, found 392/,
  ],
  ['a pixel above 1', () => constantErrors(new Float64Array(784).fill(1.5), flatImages(1)), /from 0 to 1, found 1.5/],
  ['NaN', () => constantErrors(new Float64Array(784).fill(NaN), flatImages(1)), /from 0 to 1, found NaN/],
  ['half an image', () => constantErrors(new Float64Array(784), new Uint8Array(392)), /found 392/],
])('refuses %s', (_, given, message) => {
  expect(given).toThrow(RangeError);
  expect(given).toThrow(message);
});
