import type { Images } from '@reprise/data';
import { createRandom } from '@reprise/engine/random';
import { ordersOfFit, rowOrder } from '@reprise/training/row-order';

/** The most images that a visitor loads: 3.1 MB. */
const MOST_ROWS = 4_000;
/** Bytes an image. */
const PIXELS = 28 * 28;

/**
 * The first rows of a run's first epoch, in its order: 784 bytes a row, then a label a row.
 * @param rows that the run trained on
 */
export function sliceBytes({ images, labels }: Images, seed: number, rows: number): Buffer {
  const order = rowOrder(ordersOfFit(createRandom(seed)), 1, rows).subarray(0, MOST_ROWS);
  const pixels = Array.from(order, (row) => images.subarray(row * PIXELS, (row + 1) * PIXELS));
  return Buffer.concat([...pixels, Uint8Array.from(order, (row) => labels[row])]);
}
