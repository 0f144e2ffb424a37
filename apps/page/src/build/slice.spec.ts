import type { Images } from '@reprise/data';
import { createRandom } from '@reprise/engine/random';
import { sliceBytes } from './slice';

/** All bytes of image i are i, and its label is its last digit. */
const imagesOf = (rows: number): Images => ({
  rows,
  images: Uint8Array.from({ length: rows * 784 }, (_, i) => Math.floor(i / 784) % 256),
  labels: Uint8Array.from({ length: rows }, (_, row) => row % 10),
});

test('the rows of a run’s first epoch, in its order: images, then labels', () => {
  // As train-epochs.ts draws it.
  const order = createRandom(7).fork('order').fork('epoch 1').permutation(5);
  const bytes = sliceBytes(imagesOf(9), 7, 5);
  expect(bytes).toHaveLength(5 * 785);
  order.forEach((row, i) => {
    expect([bytes[i * 784], bytes[i * 784 + 783], bytes[5 * 784 + i]]).toEqual([row, row, row % 10]);
  });
});

test('at most 4,000', () => expect(sliceBytes(imagesOf(4_100), 7, 4_100)).toHaveLength(4_000 * 785));
