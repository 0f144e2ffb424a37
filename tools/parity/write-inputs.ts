// Writes what the Keras scripts of this folder read: ts-node tools/parity/write-inputs.ts FOLDER
// FOLDER/models: each model with the formula's weights, as MODEL.h5; an input and our outputs, as MODEL.json.
// FOLDER/training: each golden run of a model that is trained whole, as MODEL.h5 with the formula's start weights and
// MODEL-x.npy and MODEL-y.npy with the rows of all its batches. Data must be present: nx run tools:prepare-tests.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileDigest, Problem, reportFailure } from '@reprise/base';
import { gather, tf, trainableOf } from '@reprise/engine';
import { assignFormulaWeights, golden } from '@reprise/engine/testing';
import { MODELS } from '@reprise/eval';
import { experiments as text } from '@reprise/text';
import { type Experiment, writeKerasH5 } from '@reprise/training';
import { formulaInput, formulaModel } from '@reprise/training/testing';
import { experiments as vision } from '@reprise/vision';
import { writeTensor } from '../src/write-tensor';

const RUNS: [name: 'autoencoder' | 'lenet' | 'birnn' | 'cnn_lstm', Experiment][] = [
  ['autoencoder', vision.autoencoder],
  ['lenet', vision.lenet],
  ['birnn', text.birnn],
  ['cnn_lstm', text['cnn-lstm']],
];

const stored = (tensor: tf.Tensor): object => ({
  shape: tensor.shape,
  dtype: tensor.dtype,
  values: Array.from(tensor.dataSync()),
});

async function writeModels(folder: string): Promise<void> {
  for (const name of MODELS) {
    const model = formulaModel(name);
    const file = join(folder, `${name}.h5`);
    await writeKerasH5(model, file);
    const input = formulaInput(model);
    const output = model.predict(input) as tf.Tensor;
    const content = { sha256: await fileDigest(file), input: stored(input), output: stored(output) };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
    tf.dispose([input, output]);
    model.dispose();
  }
}

async function writeTraining(folder: string): Promise<void> {
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

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) {
    const todo = 'Run `npx ts-node tools/parity/write-inputs.ts /tmp/parity`.';
    throw new Problem({ where: 'write-inputs', expected: 'a folder', found: 'none', todo });
  }
  for (const [part, write] of Object.entries({ models: writeModels, training: writeTraining })) {
    mkdirSync(join(folder, part), { recursive: true });
    await write(join(folder, part));
  }
}

main(process.argv[2]).catch(reportFailure);
