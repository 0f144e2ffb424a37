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

/**
 * The notebook's nine pairs: test images over their reconstructions, each picture from its own darkest to its own
 * brightest value, as `plt.imshow` with `plt.gray()` draws them.
 *
 * @param images [10 or more * 784] bytes of the test set
 * @param reconstructions [10 or more * 784] values in [0, 1], the autoencoder's predictions
 * @returns SVG with the images as PNG data URIs
 * @throws RangeError when either holds fewer than ten images
 */
export async function reconstructionPairs(
  images: Uint8Array,
  reconstructions: Float32Array,
  slice: boolean,
): Promise<string> {
  const least = 10 * PIXELS;
  if (images.length < least || reconstructions.length < least)
    throw new RangeError(`${images.length} and ${reconstructions.length} pixels where ten images have ${least}`);
  const parts: string[] = [];
  for (const [row, source] of [images, reconstructions].entries()) {
    const y = row * (CELL + GAP);
    const name = row === 0 ? 'Test image' : 'Reconstruction';
    parts.push(`<text x="0" y="${y + CELL / 2 + 4}" font-size="12" fill="${COLOURS.ink}">${name}</text>`);
    for (const [column, index] of SHOWN.entries()) {
      const levels = greyLevels(source.subarray(index * PIXELS, (index + 1) * PIXELS));
      const png = await pixelsToPng(levels, { width: SIDE, height: SIDE, channels: 1, scale: SCALE });
      const x = LEFT + column * (CELL + GAP);
      parts.push(
        `<image x="${x}" y="${y}" width="${CELL}" height="${CELL}" href="data:image/png;base64,${png.toString('base64')}"/>`,
      );
      if (row === 1) {
        const centre = x + CELL / 2;
        const below = y + CELL + 18;
        parts.push(
          `<text x="${centre}" y="${below}" font-size="12" text-anchor="middle" fill="${COLOURS.quiet}">${index}</text>`,
        );
      }
    }
  }
  return pictureFrame({
    title: 'Nine test images over their reconstructions',
    slice,
    width: LEFT + SHOWN.length * (CELL + GAP) - GAP,
    height: 2 * CELL + GAP + 24,
    body: parts.join('\n'),
  });
}
