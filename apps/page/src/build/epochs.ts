import { join } from 'node:path';
import { Problem } from '@reprise/base';
import { readNpy } from '@reprise/data';

/** A run's weights as the page has them. */
export interface EpochFiles {
  /** float16, [count + 1, weights]: before training, and after each epoch. */
  epochs: Uint8Array;
  count: number;
  /** float32, before training. */
  initial: Uint8Array;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Reads epochs.npy and initial.npy of a verified run. @throws Problem when they do not belong together */
export async function readEpochs(folder: string, task: string): Promise<EpochFiles> {
  const [epochs, initial] = [await readNpy(join(folder, 'epochs.npy')), await readNpy(join(folder, 'initial.npy'))];
  const [rows, weights] = epochs.shape;
  if (epochs.dtype !== 'float16' || initial.dtype !== 'float32' || initial.shape.join() !== `${weights}`)
    throw new Problem({
      where: join(folder, 'epochs.npy'),
      expected: 'float16 [epochs + 1, weights], and initial.npy of as many weights',
      found: `${epochs.dtype} [${epochs.shape}] and ${initial.dtype} [${initial.shape}]`,
      todo: `Run \`npx nx run ${task}\` to write it again.`,
    });
  return { epochs: bytesOf(epochs.data), count: rows - 1, initial: bytesOf(initial.data) };
}
