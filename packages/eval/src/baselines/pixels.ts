/** Pixels of a Fashion-MNIST image, 28 by 28. */
export const PIXELS = 784;

/**
 * The number of images.
 * @param images [rows, 784] grey levels, row after row
 * @param what names them in an error, such as `training`
 * @throws RangeError unless there is at least one whole image
 */
export function countImages(images: Uint8Array, what?: string): number {
  if (images.length === 0 || images.length % PIXELS !== 0)
    throw new RangeError(
      `expected at least one whole ${what ? `${what} ` : ''}image of ${PIXELS} pixels, found ${images.length} pixels`,
    );
  return images.length / PIXELS;
}
