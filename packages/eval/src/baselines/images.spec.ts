import { loadFashionMnist } from '@reprise/data';
import { meanImage } from './images';
import golden from './golden/baselines.json';
import { flatImages } from './testing/flat-images';

test('pixel by pixel, from 0 to 1', () => {
  const images = flatImages(0, 255, 51);
  images[783] = 255;
  const mean = meanImage(images);
  expect([mean.length, mean[0]]).toEqual([784, 0.4]);
  expect(mean[783]).toBeCloseTo(2.2 / 3, 15);
});

// numpy sums doubles in another order; here the mean image comes from exact sums.
test.each(['first', 'all'] as const)('as numpy: %s', async (part) => {
  const { train } = await loadFashionMnist();
  const { train_images, pixels } = golden.mean_image[part];
  const mean = meanImage(train.images.subarray(0, train_images * 784));
  for (const { at, value } of pixels) expect(mean[at]).toBeCloseTo(value, 12);
});
