/** Pixels of an image of Fashion-MNIST, 28 rows of 28. */
export const PIXELS = 784;

/**
 * How many images `images` holds.
 * @param images [rows, 784] grey levels, row after row
 * @param what names them in an error, such as `training`
 * @throws RangeError when there is no image, or a part of one
 */
export function countImages(images: Uint8Array, what?: string): number {
  if (images.length === 0 || images.length % PIXELS !== 0)
    throw new RangeError(
      `expected ${what ? `${what} ` : ''}images of ${PIXELS} pixels, at least one, found ${images.length} pixels`,
    );
  return images.length / PIXELS;
}
