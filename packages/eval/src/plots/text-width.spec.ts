import { Resvg } from '@resvg/resvg-js';
import { FONTS } from './render-plot';
import { textWidth } from './text-width';

/** Width that resvg draws: the box of the text is that of its glyphs' ink, so two bars around it make the advance count. */
function drawnWidth(text: string, size: number, weight: number): number {
  const box = (inner: string): number => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="200"><text x="50" y="100" font-family="Inter" font-size="${size}" font-weight="${weight}" style="font-kerning: none">${inner}</text></svg>`;
    return new Resvg(svg, { font: { fontFiles: FONTS, loadSystemFonts: false } }).getBBox()?.width ?? NaN;
  };
  return box(`|${text}|`) - box('||');
}

test.each([
  ['Epoch', 12, 400],
  ['Notebook, validation', 12, 400],
  ['0123456789.', 14, 400],
  ['Loss of the autoencoder', 16, 600],
])('%s at %d is as wide as the fonts draw it', (text, size, weight) => {
  expect(textWidth(text, size, weight >= 600)).toBeCloseTo(drawnWidth(text, size, weight), 0);
});
