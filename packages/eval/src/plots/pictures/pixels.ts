import { PIXELS } from '../../baselines';

/** Pixels of one side of an image. */
export const SIDE = 28;

/**
 * Grey levels as matplotlib's `imshow` has them: the smallest value is black and the largest white.
 * @param values of one picture [784], in any range; a picture of equal values is black
 * @returns as many levels from 0 to 255
 * @throws RangeError when `values` is not one image
 */
export function greyLevels(values: Uint8Array | Float32Array): Uint8Array {
  if (values.length !== PIXELS) throw new RangeError(`expected an image of ${PIXELS} pixels, found ${values.length}`);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return Uint8Array.from(values, (value) => (high > low ? Math.round((255 * (value - low)) / (high - low)) : 0));
}

/**
 * {@link greyLevels} as the data URI of a PNG, in which each pixel is a sharp square.
 * @param scale the side of that square
 */
export async function imageUrl(values: Uint8Array | Float32Array, scale: number): Promise<string> {
  // Loaded when pictures are drawn: verdicts need none.
  const { default: sharp } = await import('sharp');
  const png = await sharp(greyLevels(values), { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .resize(SIDE * scale, SIDE * scale, { kernel: 'nearest' })
    .png({ compressionLevel: 9, adaptiveFiltering: false })
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
