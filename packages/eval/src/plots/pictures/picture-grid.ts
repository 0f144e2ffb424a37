import { PIXELS } from '../../baselines';
import { pixels, type Plot } from '../frame';
import { COLOURS } from '../style';
import { textWidth } from '../text-width';
import { imageUrl, SIDE } from './pixels';

/** Test images 1 to 9, counted from 0: the notebook's loop is `range(1, 10)`. */
export const SHOWN = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const SCALE = 3;
const CELL = SIDE * SCALE;
const GAP = 6;
const CAPTION = 20;

/** Pictures side by side, labelled with one or more lines of text. */
export interface GridRow {
  lines: readonly string[];
  /** 784 values each, in any range. */
  pictures: readonly { pixels: Uint8Array | Float32Array; caption?: string }[];
}

/**
 * Rows of small grey pictures, each scaled from its own darkest to its own brightest value, as `plt.imshow` with
 * `plt.gray()` draws them.
 * @throws RangeError when a picture does not have 784 values
 */
export async function pictureGrid(rows: readonly GridRow[], titles: Pick<Plot, 'title' | 'notes'>): Promise<Plot> {
  const left = Math.max(...rows.flatMap(({ lines }) => lines.map((line) => textWidth(line, 12)))) + 16;
  const labels: object[] = [];
  const images: object[] = [];
  let y = 0;
  for (const { lines, pictures } of rows) {
    labels.push({ y: y + CELL / 2 - (lines.length - 1) * 8, lines });
    for (const [column, { pixels: values, caption = '' }] of pictures.entries())
      // Twice the pixels of the SVG, as in the PNG of a figure.
      images.push({ x: left + column * (CELL + GAP), y, url: await imageUrl(values, 2 * SCALE), caption });
    y += CELL + GAP + (pictures.some(({ caption }) => caption !== undefined) ? CAPTION : 0);
  }
  const columns = Math.max(...rows.map(({ pictures }) => pictures.length));
  const [x, top] = [pixels('x'), pixels('y')];
  const text = { type: 'text' as const, fontSize: 12, lineHeight: 16, color: COLOURS.quiet };
  const width = left + columns * (CELL + GAP) - GAP;
  return {
    titleWidth: Math.max(0.85 * width, 360),
    ...titles,
    spec: {
      width,
      height: y - GAP,
      layer: [
        {
          data: { values: labels },
          mark: { ...text, align: 'left', x: 0 },
          encoding: { y: top, text: { field: 'lines' } },
        },
        {
          data: { values: images },
          mark: { type: 'image', aria: false, width: CELL, height: CELL, align: 'left', baseline: 'top' },
          encoding: { x, y: top, url: { field: 'url', type: 'nominal' } },
        },
        {
          data: { values: images },
          mark: { ...text, dx: CELL / 2, dy: CELL + 10 },
          encoding: { x, y: top, text: { field: 'caption' } },
        },
      ],
    },
  };
}

/**
 * The same images in each row: an image above its reconstructions.
 * @param sets [rows * 784] values each
 * @param shown which images, counted from 0; the notebook's by default
 * @param captions of the last row; the numbers of the images by default
 */
export const imageRows = (
  sets: readonly { name: string; pixels: Uint8Array | Float32Array }[],
  shown = SHOWN,
  captions = shown.map(String),
): GridRow[] =>
  sets.map(({ name, pixels: values }, row) => ({
    lines: [name],
    pictures: shown.map((image, column) => ({
      pixels: values.subarray(image * PIXELS, (image + 1) * PIXELS),
      caption: row === sets.length - 1 ? captions[column] : undefined,
    })),
  }));
