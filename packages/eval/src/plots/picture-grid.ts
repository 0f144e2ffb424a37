import { escapeXml } from './escape-xml';
import { greyLevels } from './grey-levels';
import { pictureFrame } from './picture-frame';
import { pixelsToPng } from './pixels-to-png';
import { COLOURS } from './style';
import { textWidth } from './text-width';

const SIDE = 28;
const SCALE = 4;
const CELL = 84;
const GAP = 6;
const CAPTION = 20;
const LINE = 16;

/** One picture: values of 28 x 28 pixels in any range, and what stands below it. */
export interface GridPicture {
  pixels: ArrayLike<number>;
  caption?: string;
}

/** Pictures beside each other, and what they are: a line of text each. */
export interface GridRow {
  lines: readonly string[];
  pictures: readonly GridPicture[];
}

export interface PictureGrid {
  title: string;
  notes?: readonly string[];
  rows: readonly GridRow[];
  slice: boolean;
}

/**
 * Rows of small grey pictures, each from its own darkest to its own brightest value, as `plt.imshow` with `plt.gray()`
 * draws them.
 *
 * @returns SVG with the pictures as PNG data URIs
 */
export async function pictureGrid({ title, notes = [], rows, slice }: PictureGrid): Promise<string> {
  const left = Math.max(...rows.flatMap(({ lines }) => lines.map((line) => textWidth(line, 12)))) + 16;
  const parts: string[] = [];
  let y = 0;
  for (const { lines, pictures } of rows) {
    lines.forEach((line, i) => {
      const at = y + CELL / 2 + 4 + (i - (lines.length - 1) / 2) * LINE;
      const colour = i === 0 ? COLOURS.ink : COLOURS.quiet;
      parts.push(`<text x="0" y="${at}" font-size="12" fill="${colour}">${escapeXml(line)}</text>`);
    });
    for (const [column, { pixels, caption }] of pictures.entries()) {
      const png = await pixelsToPng(greyLevels(pixels), { width: SIDE, height: SIDE, channels: 1, scale: SCALE });
      const x = left + column * (CELL + GAP);
      parts.push(
        `<image x="${x}" y="${y}" width="${CELL}" height="${CELL}" href="data:image/png;base64,${png.toString('base64')}"/>`,
      );
      if (caption !== undefined)
        parts.push(
          `<text x="${x + CELL / 2}" y="${y + CELL + LINE}" font-size="12" text-anchor="middle" fill="${COLOURS.quiet}">${escapeXml(caption)}</text>`,
        );
    }
    y += CELL + (pictures.some(({ caption }) => caption !== undefined) ? CAPTION + GAP : GAP);
  }
  const columns = Math.max(...rows.map(({ pictures }) => pictures.length));
  const body = parts.join('\n');
  return pictureFrame({ title, notes, slice, width: left + columns * (CELL + GAP) - GAP, height: y - GAP, body });
}
