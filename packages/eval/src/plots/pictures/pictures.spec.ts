import { SLICE_NOTICE } from '@reprise/records';
import sharp from 'sharp';
import { framePlot, type Plot } from '../frame';
import { renderPlot } from '../render-plot';
import { firstImage } from './first-image';
import { imageRows, pictureGrid } from './picture-grid';
import { greyLevels } from './pixels';

const draw = async (plot: Plot | Promise<Plot>, slice = false): Promise<string> =>
  renderPlot(framePlot(await plot, slice));

/** The raw pixels of every PNG inside an SVG. */
const pictures = (svg: string): Promise<Buffer[]> =>
  Promise.all(
    [...svg.matchAll(/data:image\/png;base64,([^"]+)/g)].map(([, base64]) =>
      sharp(Buffer.from(base64, 'base64')).removeAlpha().raw().toBuffer(),
    ),
  );

/** Ten images; pixel p of image n is (n + p) % 256. */
const IMAGES = Uint8Array.from({ length: 10 * 784 }, (_, i) => (Math.floor(i / 784) + (i % 784)) % 256);

const pairs = (reconstructions: Float32Array) => [
  { name: 'Test image', pixels: IMAGES },
  { name: 'Reconstruction', pixels: reconstructions },
];

test('the smallest value is black, the largest white', () => {
  const levels = (...values: number[]) =>
    [...greyLevels(new Float32Array(784).fill(values[0]).fill(values[1], 1, 2).fill(values[2], 2))].slice(0, 3);
  expect(levels(0.25, 0.5, 0.75)).toEqual([0, 128, 255]);
  expect(levels(7, 7, 7)).toEqual([0, 0, 0]);
});

test('the first image in matplotlib’s colours', async () => {
  const svg = await draw(firstImage('An image', IMAGES.subarray(0, 784)));
  const fills = Array.from(svg.matchAll(/fill="(rgb[^"]+)"/g), ([, fill]) => fill);
  expect(fills).toHaveLength(784);
  // matplotlib 3: viridis(0) is #440154 and viridis(255) #fde725; pixel 255 of 28 per row is row 9, column 3
  expect(fills[0]).toBe('rgb(68, 1, 84)');
  expect(fills[255]).toBe('rgb(253, 231, 37)');
});

test('test images 1 to 9 above their reconstructions', async () => {
  const rows = pairs(Float32Array.from(IMAGES, (v) => v / 255));
  const drawn = await pictures(await draw(pictureGrid(imageRows(rows), { title: 'Pairs' })));
  expect(drawn).toHaveLength(18);
  const [above, below] = [drawn.slice(0, 9), drawn.slice(9)];
  // Upper left pixel: image n starts with n, so images 1 to 9 are shown, not 0 to 8.
  expect(above.map((png) => png[0])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  below.forEach((png, i) => expect(png.equals(above[i])).toBe(true));
});

test('too few pixels are an error, not a black picture', async () => {
  expect(() => firstImage('None', new Uint8Array())).toThrow('expected an image of 784 pixels, found 0');
  await expect(pictureGrid(imageRows(pairs(new Float32Array(9 * 784))), { title: '' })).rejects.toThrow(
    'expected an image of 784 pixels, found 0',
  );
});

test('chosen images with captions; text is text', async () => {
  const sets = pairs(Float32Array.from(IMAGES)).map((row) => ({ ...row, name: `<${row.name}>` }));
  const rows = await pictureGrid(imageRows(sets, [7], ['0.5 & more']), {
    title: 'A title that is much wider than the one picture below it, and so goes on in a second line',
  });
  const svg = await draw(rows);
  expect((await pictures(svg)).map((png) => png[0])).toEqual([7, 7]);
  expect(svg).toContain('>0.5 &amp; more</text>');
  expect(svg).toContain('>&lt;Reconstruction&gt;</text>');
  expect(svg.match(/<tspan/g)).toHaveLength(2);
  expect(svg).not.toMatch(/undefined|null/);
  expect(svg).not.toContain(SLICE_NOTICE);
  expect(await draw(rows, true)).toContain(SLICE_NOTICE);
});
