// Writes what the contenders of one subject work on: ts-node write-job.ts SUBJECT FOLDER ROWS VALIDATION_ROWS BATCH_SIZE
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure } from '@reprise/base';
import { loadFashionMnist, resize48, writeNpy } from '@reprise/data';
import { createRandom, type Dataset, gather, initialize, tf } from '@reprise/engine';
import { writeKerasH5, writeLayersModel } from '@reprise/training';
import { featureDataset, loadImagenet, writeFeatures } from '@reprise/vision';
import { writeTensor } from '../write-tensor';
import { experimentOf } from './experiments';
import type { Subject } from './subjects';
import { flopsOf } from './flops';
import type { Job } from './protocol';

const withoutInputs = ({ layers }: tf.LayersModel): tf.layers.Layer[] =>
  layers.filter((layer) => layer.getClassName() !== 'InputLayer');

const range = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, i) => i);

async function main([subject, folder, ...numbers]: string[]): Promise<void> {
  const [rows, validationRows, batchSize] = numbers.map(Number);
  mkdirSync(join(folder, 'model'), { recursive: true });
  const at = (name: string): string => join(folder, name);
  const experiment = experimentOf(subject as Subject);
  const built = experiment.build();
  const transfer = experiment.model === 'transfer';
  if (transfer) await loadImagenet(built.model.layers);
  initialize(built.trained.layers, createRandom(1).fork('weights'));
  await writeKerasH5(built.model, at('model.h5'));
  await writeLayersModel(built.model, at('model'));

  const write = async (part: string, data: Dataset, count: number): Promise<void> => {
    const { x, y } = gather(data, range(count));
    if (subject !== 'transfer') await writeTensor(at(`x${part}.npy`), x);
    const oneHot = experiment.task === 'multiclass' ? tf.oneHot(y as tf.Tensor1D, 10).toFloat() : y;
    if (experiment.task !== 'reconstruction') await writeTensor(at(`y${part}.npy`), oneHot);
    tf.dispose([x, y, oneHot]);
  };
  if (transfer) {
    const sets = await loadFashionMnist();
    for (const [part, { images, labels }, count] of [
      ['', sets.train, rows],
      ['-val', sets.test, validationRows],
    ] as const) {
      const features = at(`features${part}.f32`);
      await writeFeatures(built.frozen as tf.LayersModel, images, count, features);
      await write(part, featureDataset(features, labels, count), count);
      if (subject === 'transfer-tail') continue;
      const pixels = await resize48(images.subarray(0, count * 784));
      const data = Float32Array.from(pixels, (value) => value / 255);
      await writeNpy(at(`x${part}.npy`), { dtype: 'float32', shape: [count, 48, 48, 3], data });
    }
  } else {
    const { train, test } = await experiment.loadData(built, experiment.full);
    await write('', train, rows);
    await write('-val', test, validationRows);
  }
  const job: Job = {
    model: subject,
    folder,
    rows,
    validationRows,
    batchSize,
    loss: experiment.loss,
    optimizer: experiment.optimizer,
    ...(subject !== 'transfer' && { flops: flopsOf(built.trained.layers) }),
    reconstruct: experiment.task === 'reconstruction',
    ...(subject === 'transfer-tail' && { from: built.model.layers.length - withoutInputs(built.trained).length }),
  };
  writeFileSync(at('job.json'), JSON.stringify(job, null, 2));
}

main(process.argv.slice(2)).catch(reportFailure);
