const [FROM, TO] = [28, 48];
/** The column that each column of the larger image takes; rows likewise. */
const SOURCE = Array.from({ length: TO }, (_, i) => Math.floor(((i + 0.5) * FROM) / TO));

/**
 * Resizes grey images of 28x28 to RGB of 48x48 by the nearest neighbour, with the same bytes as the notebook's Pillow.
 * sharp's `resize` with the nearest kernel samples other pixels.
 *
 * @param images n * 784 bytes
 * @returns n * 48 * 48 * 3 bytes, channels last, the three of a pixel equal
 * @throws RangeError if the bytes are not a whole number of images
 */
export function resize48(images: Uint8Array): Uint8Array {
  const rows = images.length / FROM ** 2;
  if (!Number.isInteger(rows))
    throw new RangeError(`${images.length} bytes are not a whole number of images of ${FROM}x${FROM}`);
  const out = new Uint8Array(rows * TO ** 2 * 3);
  let to = 0;
  for (let image = 0; image < images.length; image += FROM ** 2)
    for (const y of SOURCE)
      for (const x of SOURCE) {
        const value = images[image + FROM * y + x];
        out[to++] = value;
        out[to++] = value;
        out[to++] = value;
      }
  return out;
}
