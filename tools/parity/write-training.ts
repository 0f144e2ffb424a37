// Writes what golden_training.py trains: ts-node tools/parity/write-training.ts FOLDER
// For each golden run of a model that is trained whole: NAME.h5 with the formula's start weights, and as NAME-x.npy and
// NAME-y.npy the rows of all its batches. The data sets must be there: nx run tools:prepare-tests.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, reportFailure, writeNpy } from '@reprise/data';
import { type Experiment, gather, tf, trainableOf, writeKerasH5 } from '@reprise/engine';
import { assignFormulaWeights, golden } from '@reprise/engine/testing';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';

const RUNS: ['autoencoder' | 'lenet' | 'birnn' | 'cnn_lstm', Experiment][] = [
  ['autoencoder', vision.autoencoder],
  ['lenet', vision.lenet],
  ['birnn', text.birnn],
  ['cnn_lstm', text['cnn-lstm']],
];

async function writeTensor(file: string, tensor: tf.Tensor): Promise<void> {
  const dtype = tensor.dtype as 'float32';
  await writeNpy(file, { dtype, shape: tensor.shape, data: tensor.dataSync<'float32'>() });
}

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined)
    throw new Problem({
      where: 'write-training',
      expected: 'a folder',
      found: 'none',
      todo: 'Run `npx ts-node tools/parity/write-training.ts /tmp/training`.',
    });
  mkdirSync(folder, { recursive: true });
  for (const [name, experiment] of RUNS) {
    const built = experiment.build();
    assignFormulaWeights(trainableOf(built.trained));
    await writeKerasH5(built.model, join(folder, `${name}.h5`));
    const { train } = await experiment.open(built, experiment.full);
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

main(process.argv[2]).catch(reportFailure);
