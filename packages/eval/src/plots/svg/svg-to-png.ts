import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

/** Inter, under the SIL Open Font License (OFL.txt beside the files). */
export const FONTS = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) =>
  join(__dirname, '../../../assets/fonts', name),
);

/** Draws an SVG as PNG bytes at twice its size, with the repository's fonts alone: the same on every machine. */
export function svgToPng(svg: string): Buffer {
  const drawing = new Resvg(svg, {
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: 2 },
  });
  return drawing.render().asPng();
}
