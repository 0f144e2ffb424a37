import { greyLevels } from './grey-levels';
import { pictureFrame } from './picture-frame';
import { pixelsToPng } from './pixels-to-png';
import { COLOURS } from './style';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const SCALE = 4;
const CELL = 84;
const GAP = 6;
const LEFT = 104;

/** Test images 1 to 9, counted from 0: the notebook's loop is `range(1, 10)`. */
export const SHOWN = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** One row of pictures: what it is, and values of ten images or more, [rows * 784]. */
export interface PictureRow {
  name: string;
  pixels: Uint8Array | Float32Array;
}

/**
 * The same nine test images in each row, each picture from its own darkest to its own brightest value, as `plt.imshow`
 * with `plt.gray()` draws them.
 *
 * @returns SVG with the images as PNG data URIs
 * @throws RangeError when a row holds fewer than ten images
 */
export async function pictureRows(title: string, rows: readonly PictureRow[], slice: boolean): Promise<string> {
  const least = 10 * PIXELS;
  const short = rows.find(({ pixels }) => pixels.length < least);
  if (short) throw new RangeError(`${short.name}: ${short.pixels.length} pixels where ten images have ${least}`);
  const parts: string[] = [];
  for (const [row, { name, pixels }] of rows.entries()) {
    const y = row * (CELL + GAP);
    parts.push(`<text x="0" y="${y + CELL / 2 + 4}" font-size="12" fill="${COLOURS.ink}">${name}</text>`);
    for (const [column, index] of SHOWN.entries()) {
      const levels = greyLevels(pixels.subarray(index * PIXELS, (index + 1) * PIXELS));
      const png = await pixelsToPng(levels, { width: SIDE, height: SIDE, channels: 1, scale: SCALE });
      const x = LEFT + column * (CELL + GAP);
      parts.push(
        `<image x="${x}" y="${y}" width="${CELL}" height="${CELL}" href="data:image/png;base64,${png.toString('base64')}"/>`,
      );
      if (row < rows.length - 1) continue;
      const below = y + CELL + 18;
      parts.push(
        `<text x="${x + CELL / 2}" y="${below}" font-size="12" text-anchor="middle" fill="${COLOURS.quiet}">${index}</text>`,
      );
    }
  }
  return pictureFrame({
    title,
    slice,
    width: LEFT + SHOWN.length * (CELL + GAP) - GAP,
    height: rows.length * (CELL + GAP) - GAP + 24,
    body: parts.join('\n'),
  });
}

/**
 * The notebook's nine pairs: test images over their reconstructions.
 *
 * @param images [10 or more * 784] bytes of the test set
 * @param reconstructions [10 or more * 784] values in [0, 1], the autoencoder's predictions
 * @throws RangeError when either holds fewer than ten images
 */
export const reconstructionPairs = (
  images: Uint8Array,
  reconstructions: Float32Array,
  slice: boolean,
): Promise<string> =>
  pictureRows(
    'Nine test images over their reconstructions',
    [
      { name: 'Test image', pixels: images },
      { name: 'Reconstruction', pixels: reconstructions },
    ],
    slice,
  );
