import { pictureFrame } from './picture-frame';
import { greyLevels } from './grey-levels';
import { pixelsToPng } from './pixels-to-png';
import { COLOURS } from './style';

const SIDE = 28;
const SCALE = 10;

/** The colours that `plt.imshow` gives 256 levels unless told otherwise, as RGB bytes. */
async function viridis(): Promise<Uint8Array> {
  const vega = await import('vega');
  const colour: (t: number) => string = vega.scheme('viridis');
  const table = new Uint8Array(256 * 3);
  for (let level = 0; level < 256; level++) {
    // vega writes a colour as "rgb(68, 1, 84)".
    table.set((colour(level / 255).match(/\d+/g) ?? []).map(Number), level * 3);
  }
  return table;
}

/**
 * The first training image as the notebook's `plt.imshow(x_train[0])` draws it: matplotlib's colours, and axes that count
 * pixels.
 *
 * @param title what is to be seen
 * @param pixels [28 * 28] bytes
 * @returns SVG with the image as a PNG data URI
 * @throws RangeError when `pixels` are not one image
 */
export async function firstImage(title: string, pixels: Uint8Array, slice: boolean): Promise<string> {
  if (pixels.length !== SIDE * SIDE) throw new RangeError(`${pixels.length} pixels where an image has ${SIDE * SIDE}`);
  const colours = await viridis();
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  greyLevels(pixels).forEach((level, i) => rgb.set(colours.subarray(level * 3, level * 3 + 3), i * 3));
  const png = await pixelsToPng(rgb, { width: SIDE, height: SIDE, channels: 3, scale: SCALE });
  const left = 26;
  const size = SIDE * SCALE;
  const ticks = [0, 5, 10, 15, 20, 25].flatMap((tick) => {
    const at = tick * SCALE + SCALE / 2;
    return [
      `<path d="M${left + at},${size}v5M${left},${at}h-5" stroke="${COLOURS.quiet}"/>`,
      `<text x="${left + at}" y="${size + 18}" text-anchor="middle">${tick}</text>`,
      `<text x="${left - 8}" y="${at + 4}" text-anchor="end">${tick}</text>`,
    ];
  });
  const body = [
    `<image x="${left}" y="0" width="${size}" height="${size}" href="data:image/png;base64,${png.toString('base64')}"/>`,
    `<rect x="${left}" y="0" width="${size}" height="${size}" fill="none" stroke="${COLOURS.quiet}"/>`,
    `<g font-size="12" fill="${COLOURS.quiet}">${ticks.join('')}</g>`,
  ].join('\n');
  return pictureFrame({ title, slice, width: left + size, height: size + 24, body });
}
