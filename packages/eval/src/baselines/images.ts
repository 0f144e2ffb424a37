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
