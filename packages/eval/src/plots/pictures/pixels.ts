import sharp from 'sharp';
import { PIXELS } from '../../baselines';

/** Pixels of one side of an image. */
export const SIDE = 28;

/**
 * Grey levels as matplotlib's `imshow` has them: the smallest value is black and the largest white.
 * @param values of one picture, in any range; a picture of equal values is black
 * @returns as many levels from 0 to 255
 */
export function greyLevels(values: ArrayLike<number>): Uint8Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  const levels = new Uint8Array(values.length);
  if (high > low)
    for (let i = 0; i < values.length; i++) levels[i] = Math.round((255 * (values[i] - low)) / (high - low));
  return levels;
}

/**
 * A grey image of 28 x 28 pixels as the data URI of a PNG, in which each pixel is a sharp square.
 * @param values [784], in any range
 * @param scale the side of that square
 * @throws RangeError when `values` is not one image
 */
export async function imageUrl(values: ArrayLike<number>, scale: number): Promise<string> {
  if (values.length !== PIXELS) throw new RangeError(`expected an image of ${PIXELS} pixels, found ${values.length}`);
  const png = await sharp(greyLevels(values), { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .resize(SIDE * scale, SIDE * scale, { kernel: 'nearest' })
    .png({ compressionLevel: 9, adaptiveFiltering: false })
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
