import { createRandom } from '../random/random';
import { tf } from '@reprise/runtime';
import { subpixelKernel } from './upsample-then-conv';

const CHANNELS = 2;
const FILTERS = 3;

/**
 * The kernel before upsampling, number by number. Through tap k, output pixel 2j + p depends on the upsampled pixel
 * 2j + p - pad + k, a copy of pixel j + floor((p - pad + k) / 2). The second summand is the tap of the new kernel.
 */
function subpixelByHand(
  kernel: number[][][][],
  padding: 'same' | 'valid',
): { size: number; at(...index: number[]): number } {
  const k = kernel.length;
  const pad = padding === 'same' ? (k - 1) / 2 : 0;
  const pixel = (p: number, tap: number): number => Math.floor((p - pad + tap) / 2);
  const first = pixel(0, 0);
  const sums = new Map<string, number>();
  for (const p of [0, 1])
    for (const q of [0, 1])
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++)
          for (let c = 0; c < CHANNELS; c++)
            for (let f = 0; f < FILTERS; f++) {
              // DepthToSpace: pixel (p, q) of the four gets channels from (2p + q) · filters on.
              const key = `${[pixel(p, a) - first, pixel(q, b) - first, c, (2 * p + q) * FILTERS + f]}`;
              sums.set(key, (sums.get(key) ?? 0) + kernel[a][b][c][f]);
            }
  return { size: pixel(1, k - 1) - first + 1, at: (...index) => sums.get(`${index}`) ?? 0 };
}

describe('subpixelKernel', () => {
  test.each([
    [1, 'same', 1],
    [3, 'same', 3],
    [3, 'valid', 2],
    [5, 'same', 3],
    [5, 'valid', 3],
    [7, 'same', 5],
    [7, 'valid', 4],
  ] as const)('of %d taps, %s: sums the taps that fall on the same pixel', (k, padding, size) => {
    const shape: [number, number, number, number] = [k, k, CHANNELS, FILTERS];
    const count = k * k * CHANNELS * FILTERS;
    // Integers, so that sums in any order are exact.
    const kernel = tf.tensor4d(Float32Array.from(createRandom(1).uniform(count, -1000, 1000)).map(Math.round), shape);
    const expected = subpixelByHand(kernel.arraySync(), padding);
    expect(expected.size).toBe(size);
    const found = subpixelKernel(kernel, padding);
    expect(found.shape).toEqual([size, size, CHANNELS, 4 * FILTERS]);
    found
      .arraySync()
      .forEach((row, y) =>
        row.forEach((cell, x) =>
          cell.forEach((filters, c) => expect(filters).toEqual(filters.map((_, f) => expected.at(y, x, c, f)))),
        ),
      );
  });

  test('keeps the sum of all taps for each of the four pixels', () => {
    const kernel = tf.ones([5, 5, 1, 1]);
    // 25 taps per pixel; each of the four filters is one pixel.
    expect(Array.from(tf.sum(subpixelKernel(kernel, 'same'), [0, 1, 2]).dataSync())).toEqual([25, 25, 25, 25]);
  });
});
