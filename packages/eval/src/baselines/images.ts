import { binaryCrossentropy } from '../metrics';

/** Pixels of a Fashion-MNIST image, 28 by 28. */
export const PIXELS = 784;

/**
 * The mean of images, pixel by pixel: the constant prediction with the least squared error and cross-entropy on them.
 *
 * @param images [rows, 784] grey levels 0 to 255, row after row
 * @returns [784] from 0 to 1; NaN without images
 */
export function meanImage(images: Uint8Array): Float64Array {
  const rows = images.length / PIXELS;
  const sums = new Float64Array(PIXELS);
  for (let i = 0; i < images.length; i++) sums[i % PIXELS] += images[i];
  return sums.map((sum) => sum / rows / 255);
}

/**
 * The errors of one image, such as {@link meanImage} of the training images, as the reconstruction of every test image.
 *
 * @param prediction [784] from 0 to 1
 * @param images [rows, 784] grey levels 0 to 255, row after row
 * @returns means over all pixels: the squared error, and the cross-entropy in nats, with the prediction clipped to
 * [1e-7, 1 - 1e-7] as Keras does
 */
export function constantErrors(
  prediction: Float64Array,
  images: Uint8Array,
): { squared: number; crossentropy: number } {
  // Cross-entropy is linear in the target, so that of the mean target is the mean of all.
  const crossentropy = binaryCrossentropy(meanImage(images), prediction);
  let squared = 0;
  for (let i = 0; i < images.length; i++) squared += (images[i] / 255 - prediction[i % PIXELS]) ** 2;
  return { squared: squared / images.length, crossentropy };
}

/** Entropy of each grey level as a probability, in nats. */
const ENTROPY = Float64Array.from({ length: 256 }, (_, level) => {
  const t = level / 255;
  return level === 0 || level === 255 ? 0 : -t * Math.log(t) - (1 - t) * Math.log(1 - t);
});

/**
 * The lowest binary cross-entropy that a reconstruction of these images can have, that of the images themselves: grey
 * pixels as targets have an entropy, -t ln t - (1 - t) ln(1 - t).
 *
 * @param images [rows, 784] grey levels 0 to 255, row after row
 * @returns nats, the mean over all pixels
 */
export function targetEntropy(images: Uint8Array): number {
  let sum = 0;
  for (const level of images) sum += ENTROPY[level];
  return sum / images.length;
}
