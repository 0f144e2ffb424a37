// Writes what all frameworks train on: ts-node write-job.ts WORKLOAD FOLDER ROWS VALIDATION_ROWS
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reportFailure } from '@reprise/base';
import { loadFashionMnist, resize48, writeNpy } from '@reprise/data';
import { type Dataset, gather, tf } from '@reprise/engine';
import { writeKerasH5, writeLayersModel } from '@reprise/training';
import { writeTensor } from '../../write-tensor';
import { flopsOf } from './flops';
import { prepareWorkload } from './prepare-workload';
import type { Job, Workload } from './protocol';

async function main([name, folder, ...counts]: string[]): Promise<void> {
  const workload = name as Workload;
  const [rows, validationRows] = counts.map(Number);
  const at = (file: string): string => join(folder, file);
  await mkdir(folder, { recursive: true });
  const { experiment, model, trained, data } = await prepareWorkload({ workload, rows, validationRows });
  const { task, batchSize, loss, optimizer } = experiment;
  await writeKerasH5(model, at('model.h5'));
  await writeLayersModel(model, at('model'));

  const write = async (part: string, set: Dataset): Promise<void> => {
    const { x, y } = gather(
      set,
      Int32Array.from({ length: set.rows }, (_, i) => i),
    );
    const targets = task === 'multiclass' ? tf.oneHot(y as tf.Tensor1D, 10).toFloat() : y;
    // Keras runs the frozen layers of `transfer`, so its x are pixels.
    if (workload !== 'transfer') await writeTensor(at(`x${part}.npy`), x);
    if (task !== 'reconstruction') await writeTensor(at(`y${part}.npy`), targets);
    tf.dispose([x, y, targets]);
  };
  await write('', data.train);
  await write('-val', data.validation);
  if (workload === 'transfer') {
    const sets = await loadFashionMnist();
    for (const [part, { images }, count] of [
      ['', sets.train, rows],
      ['-val', sets.test, validationRows],
    ] as const) {
      const pixels = await resize48(images.subarray(0, count * 784));
      const values = Float32Array.from(pixels, (value) => value / 255);
      await writeNpy(at(`x${part}.npy`), { dtype: 'float32', shape: [count, 48, 48, 3], data: values });
    }
  }
  const job: Job = {
    workload,
    folder,
    rows,
    validationRows,
    batchSize,
    loss,
    optimizer,
    reconstruct: task === 'reconstruction',
    ...(workload !== 'transfer' && { flops: flopsOf(trained.layers) }),
    // Without its input layer.
    ...((workload === 'transfer' || workload === 'transfer-tail') && { tail: trained.layers.length - 1 }),
  };
  writeFileSync(at('job.json'), JSON.stringify(job, null, 2));
}

main(process.argv.slice(2)).catch(reportFailure);
