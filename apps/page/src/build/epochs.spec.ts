import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { toHalf, writeNpy } from '@reprise/data';
import { readEpochs } from './epochs';

/** Writes a run of one epoch with two weights. */
async function writeRun(folder: string, initial: number[]): Promise<void> {
  const epochs = toHalf(Float32Array.of(1, 2, 3, 4));
  await writeNpy(join(folder, 'epochs.npy'), { dtype: 'float16', shape: [2, 2], data: epochs });
  const data = Float32Array.from(initial);
  await writeNpy(join(folder, 'initial.npy'), { dtype: 'float32', shape: [data.length], data });
}

test('the bytes of the weights, and the number of epochs without the start', () =>
  inTempFolder(async (folder) => {
    await writeRun(folder, [1, 2]);
    const { epochs, count, initial } = await readEpochs(folder, 'vision:lenet');
    expect(count).toBe(1);
    expect([...epochs]).toEqual([0, 0x3c, 0, 0x40, 0, 0x42, 0, 0x44]);
    expect([...initial]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);
  }));

test('files of two models are refused', () =>
  inTempFolder(async (folder) => {
    await writeRun(folder, [1, 2, 3]);
    await expect(readEpochs(folder, 'vision:lenet')).rejects.toThrow(
      aProblem(/found float16 \[2,2\] and float32 \[3\]. Run `npx nx run vision:lenet` to write it again/),
    );
  }));
