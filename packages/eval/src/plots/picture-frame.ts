import { SLICE_NOTICE } from '@reprise/records';
import { escapeXml } from './escape-xml';
import { COLOURS, FONT } from './style';
import { textWidth, wrapText } from './text-width';

const MARGIN = 16;
const TITLE_LINE = 20;
/** Titles are wrapped to less than the picture's width, since the reader's font may be wider; but to no less than this. */
const TITLE_WIDTH = 360;

export interface PictureFrame {
  title: string;
  notes?: readonly string[];
  slice: boolean;
  /** Size of `body`. */
  width: number;
  height: number;
  /** SVG elements, their origin the upper left corner below the title. */
  body: string;
}

/** A picture that vega does not draw, under the same title, notes and notice as the plots. */
export function pictureFrame({ title, notes = [], slice, width, height, body }: PictureFrame): string {
  const lines = slice ? [SLICE_NOTICE, ...notes] : [...notes];
  const titles = wrapText(title, 16, Math.max(0.85 * width, TITLE_WIDTH), true);
  const below = MARGIN + titles.length * TITLE_LINE;
  const top = below + lines.length * 16 + 14;
  const widest = Math.max(
    width,
    ...titles.map((line) => textWidth(line, 16, true)),
    ...lines.map((line) => textWidth(line, 12)),
  );
  const w = Math.ceil(widest + 2 * MARGIN);
  const h = Math.ceil(top + height + MARGIN);
  const text = lines.map(
    (line, i) =>
      `<text x="${MARGIN}" y="${below + 14 + i * 16}" font-size="12" fill="${slice && i === 0 ? COLOURS.warning : COLOURS.quiet}">${escapeXml(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-label="${escapeXml(title)}" font-family="${FONT}">`,
    `<rect width="${w}" height="${h}" fill="${COLOURS.paper}"/>`,
    ...titles.map(
      (line, i) =>
        `<text x="${MARGIN}" y="${MARGIN + 14 + i * TITLE_LINE}" font-size="16" font-weight="600" fill="${COLOURS.ink}">${escapeXml(line)}</text>`,
    ),
    ...text,
    `<g transform="translate(${MARGIN},${top})">`,
    body,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
