import { binaryCrossentropy } from '../metrics';
import { countImages, PIXELS } from './pixels';

/**
 * The mean of images, pixel by pixel: the constant prediction with the least squared error and cross-entropy on them.
 *
 * @param images [rows, 784] grey levels 0 to 255, row after row
 * @returns [784] from 0 to 1
 * @throws RangeError unless `images` holds at least one whole image
 */
export function meanImage(images: Uint8Array): Float64Array {
  const rows = countImages(images);
  const sums = new Float64Array(PIXELS);
  for (let i = 0; i < images.length; i++) sums[i % PIXELS] += images[i];
  return sums.map((sum) => sum / rows / 255);
}

/** Errors of one prediction for all images, as a mean over their pixels. */
export interface MeanErrors {
  /** Mean squared error of pixels from 0 to 1. */
  squared: number;
  /** Binary cross-entropy in nats, with the prediction clipped to [1e-7, 1 - 1e-7] as Keras does. */
  crossentropy: number;
}

/**
 * The errors of one image, such as {@link meanImage} of the training images, as the reconstruction of every test image.
 *
 * @param prediction [784] from 0 to 1
 * @param images [rows, 784] grey levels 0 to 255, row after row
 * @throws RangeError unless `prediction` is 784 numbers from 0 to 1 and `images` holds at least one whole image
 */
export function constantErrors(prediction: Float64Array, images: Uint8Array): MeanErrors {
  if (prediction.length !== PIXELS)
    throw new RangeError(`expected a prediction of ${PIXELS} pixels, found ${prediction.length}`);
  const strange = prediction.find((value) => !(value >= 0 && value <= 1));
  if (strange !== undefined) throw new RangeError(`expected predicted pixels from 0 to 1, found ${strange}`);
  // Cross-entropy is linear in the target, so that of the mean target is the mean of all.
  const crossentropy = binaryCrossentropy(meanImage(images), prediction);
  let squared = 0;
  for (let i = 0; i < images.length; i++) squared += (images[i] / 255 - prediction[i % PIXELS]) ** 2;
  return { squared: squared / images.length, crossentropy };
}
