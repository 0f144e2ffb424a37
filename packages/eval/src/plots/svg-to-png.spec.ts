import sharp from 'sharp';
import { svgToPng } from './render-plot';

/** Dark pixels of a word, drawn in the given font. */
async function ink(font: string): Promise<number> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/><text x="10" y="28" font-family="${font}" font-size="20">Reprise</text></svg>`;
  const { data, info } = await sharp(await svgToPng(svg))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([400, 80]);
  return data.filter((level) => level < 128).length;
}

test('draws text in the repository’s fonts and knows no others', async () => {
  const inter = await ink('Inter');
  expect(inter).toBeGreaterThan(500);
  // A font that is not there falls back on Inter, even where the machine has it.
  expect(await ink('DejaVu Sans')).toBe(inter);
});
