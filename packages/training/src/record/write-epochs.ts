import { join } from 'node:path';
import { toHalf, writeNpy } from '@reprise/data';
import type { Fitted } from '../fit/train-epochs';

/**
 * Writes a model's weights before training, initial.npy (float32, [weights]), and of each epoch, epochs.npy (float16,
 * [epochs + 1, weights]; the first row is before training). Both are in the order of the model's weight file.
 */
export async function writeEpochs(folder: string, initial: Float32Array, { weights = [] }: Fitted): Promise<void> {
  await writeNpy(join(folder, 'initial.npy'), { dtype: 'float32', shape: [initial.length], data: initial });
  const rows = [toHalf(initial), ...weights];
  const data = new Uint16Array(rows.length * initial.length);
  rows.forEach((row, i) => data.set(row, i * initial.length));
  await writeNpy(join(folder, 'epochs.npy'), { dtype: 'float16', shape: [rows.length, initial.length], data });
}
