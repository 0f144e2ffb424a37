// Writes what golden_training.py trains: ts-node tools/parity/write-training.ts FOLDER
// For each golden run of a model that is trained whole: NAME.h5 with the formula's start weights, and as NAME-x.npy and
// NAME-y.npy the rows of all its batches. The data sets must be there: nx run tools:prepare-tests.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure } from '@reprise/base';
import { gather, tf, trainableOf } from '@reprise/engine';
import { type Experiment, writeKerasH5 } from '@reprise/training';
import { assignFormulaWeights, golden } from '@reprise/engine/testing';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import { writeTensor } from '../src/write-tensor';
import { folderArgument } from './folder-argument';

const RUNS: ['autoencoder' | 'lenet' | 'birnn' | 'cnn_lstm', Experiment][] = [
  ['autoencoder', vision.autoencoder],
  ['lenet', vision.lenet],
  ['birnn', text.birnn],
  ['cnn_lstm', text['cnn-lstm']],
];

async function main(): Promise<void> {
  const folder = folderArgument('write-training', '/tmp/training');
  mkdirSync(folder, { recursive: true });
  for (const [name, experiment] of RUNS) {
    const built = experiment.build();
    assignFormulaWeights(trainableOf(built.trained.layers));
    await writeKerasH5(built.model, join(folder, `${name}.h5`));
    const { train } = await experiment.loadData(built, experiment.full);
    const rows = Math.max(...golden.models[name].batches.map((batch) => batch.first_row + batch.rows));
    const { x, y } = gather(
      train,
      Int32Array.from({ length: rows }, (_, i) => i),
    );
    await writeTensor(join(folder, `${name}-x.npy`), x);
    await writeTensor(join(folder, `${name}-y.npy`), y);
    tf.dispose([x, y]);
    built.model.dispose();
  }
}

main().catch(reportFailure);
