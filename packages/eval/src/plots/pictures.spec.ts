import { SLICE_NOTICE } from '@reprise/records';
import sharp from 'sharp';
import { firstImage } from './first-image';
import { greyLevels } from './grey-levels';
import { type PictureRow, pictureRows } from './picture-rows';

/** The raw pixels of every PNG inside an SVG. */
const pictures = (svg: string): Promise<Buffer[]> =>
  Promise.all(
    [...svg.matchAll(/data:image\/png;base64,([^"]+)/g)].map(([, base64]) =>
      sharp(Buffer.from(base64, 'base64')).removeAlpha().raw().toBuffer(),
    ),
  );

/** Ten images; pixel p of image n is (n + p) % 256. */
const IMAGES = Uint8Array.from({ length: 10 * 784 }, (_, i) => (Math.floor(i / 784) + (i % 784)) % 256);

const pairs = (reconstructions: Float32Array): PictureRow[] => [
  { name: 'Test image', pixels: IMAGES },
  { name: 'Reconstruction', pixels: reconstructions },
];

test('the smallest value is black, the largest white', () => {
  expect([...greyLevels([0.25, 0.5, 0.75])]).toEqual([0, 128, 255]);
  expect([...greyLevels([7, 7])]).toEqual([0, 0]);
});

test('the first image in matplotlib’s colours', async () => {
  const svg = await firstImage('An image', IMAGES.subarray(0, 784), true);
  const [pixels] = await pictures(svg);
  expect(pixels).toHaveLength(280 * 280 * 3);
  const at = (row: number, column: number): number[] => [...pixels.subarray((row * 280 + column) * 3).subarray(0, 3)];
  // matplotlib 3: viridis(0) is #440154 and viridis(255) #fde725; pixel 255 of 28 a row is row 9, column 3
  expect(at(0, 0)).toEqual([0x44, 0x01, 0x54]);
  expect(at(9, 9)).toEqual([0x44, 0x01, 0x54]);
  expect(at(95, 35)).toEqual([0xfd, 0xe7, 0x25]);
  expect(svg).toContain(SLICE_NOTICE);
});

test('test images 1 to 9 over their reconstructions', async () => {
  const svg = await pictureRows({
    title: 'Pairs',
    rows: pairs(Float32Array.from(IMAGES, (v) => v / 255)),
    slice: false,
  });
  const drawn = await pictures(svg);
  expect(drawn).toHaveLength(18);
  const [above, below] = [drawn.slice(0, 9), drawn.slice(9)];
  // Upper left pixel: image n starts with n, so it is images 1 to 9 that are shown, not 0 to 8.
  expect(above.map((png) => png[0])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  below.forEach((png, i) => expect(png.equals(above[i])).toBe(true));
  expect(svg).not.toContain(SLICE_NOTICE);
});

test('too few pixels are an error, not a black picture', async () => {
  await expect(firstImage('None', new Uint8Array(), false)).rejects.toThrow('0 pixels where an image has 784');
  const nine = new Float32Array(9 * 784);
  await expect(pictureRows({ title: '', rows: pairs(nine), slice: false })).rejects.toThrow(
    'Reconstruction: 7056 pixels where 10 images have 7840',
  );
});

test('chosen images with captions; text is text', async () => {
  const svg = await pictureRows({
    title: 'A title that is much wider than the one picture below it, and so goes on in a second line',
    rows: pairs(Float32Array.from(IMAGES)).map((row) => ({ ...row, name: `<${row.name}>` })),
    shown: [7],
    captions: ['0.5 & more'],
    slice: false,
  });
  expect((await pictures(svg)).map((png) => png[0])).toEqual([7, 7]);
  expect(svg).toContain('>0.5 &amp; more</text>');
  expect(svg).toContain('>&lt;Reconstruction&gt;</text>');
  expect(svg.match(/font-weight="600"/g)).toHaveLength(2);
});
