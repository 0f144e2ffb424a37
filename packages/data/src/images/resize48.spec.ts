import { loadFashionMnist } from '../fashion-mnist/load';
import { digest } from '@reprise/base';
import golden from '../golden/data.json';
import { resize48 } from './resize48';

const SIDE = 48;
const channel = (rgb: Uint8Array, image: number, which: number): Uint8Array =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, i) => rgb[(image * SIDE * SIDE + i) * 3 + which]);

test('equals Pillow to the byte in each channel', async () => {
  const { images } = (await loadFashionMnist()).train;
  const chosen = Buffer.concat(golden.resize.images.map(({ row }) => images.subarray(row * 784, (row + 1) * 784)));
  const rgb = await resize48(chosen);
  golden.resize.images.forEach(({ nearest_sha256, nearest_sum }, i) => {
    for (const which of [0, 1, 2]) {
      const found = channel(rgb, i, which);
      expect(digest(found)).toBe(nearest_sha256);
      expect(found.reduce((sum, value) => sum + value, 0)).toBe(nearest_sum);
    }
  });
});

test('takes the golden columns and rows, in every image of several strips', async () => {
  const rows = 2501;
  // Neighbours differ everywhere, across images too.
  const images = Uint8Array.from({ length: rows * 784 }, (_, i) => (i * 37 + Math.floor(i / 28) * 11) & 0xff);
  const rgb = await resize48(images);
  const source = golden.resize.nearest_source_column_of_each_target;
  const expected = new Uint8Array(rows * SIDE * SIDE * 3);
  for (let at = 0; at < rows * SIDE * SIDE; at++) {
    const [image, y, x] = [Math.floor(at / (SIDE * SIDE)), Math.floor(at / SIDE) % SIDE, at % SIDE];
    expected.fill(images[image * 784 + source[y] * 28 + source[x]], at * 3, at * 3 + 3);
  }
  expect(digest(rgb)).toBe(digest(expected));
});

test('refuses bytes that are not whole images, and accepts zero images', async () => {
  await expect(resize48(new Uint8Array(785))).rejects.toThrow(RangeError);
  expect(await resize48(new Uint8Array(0))).toEqual(new Uint8Array(0));
});
