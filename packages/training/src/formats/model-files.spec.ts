// The files that a training leaves, read back by others. What Keras says of them was recorded by tools/parity.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileDigest, repositoryRoot } from '@reprise/base';
import { readHdf5 } from '@reprise/data';
import { tf } from '@reprise/runtime';
import { layerRows } from '../record/layer-rows';
import { parameterCounts } from '../record/describe-run';
import { kerasWeights, valuesOfWeight } from './keras/weights';
import { readLayersModel } from './tfjs/read-layers-model';
import { writeKerasH5 } from './keras/write-h5';
import { writeLayersModel } from './tfjs/write-layers-model';
import { formulaInput, formulaModel, MODELS, type ModelName } from './testing/standard-models';

interface Loaded {
  parameters: number;
  largest_difference: number;
  outputs: { shape: number[]; sum: number; l2: number; first: number[] };
}
type Loader = 'keras' | "keras, Keras 2's hard_sigmoid" | 'tf_keras';
const fixture = JSON.parse(readFileSync(join(repositoryRoot(), 'tools/parity/fixtures/keras-models.json'), 'utf8')) as {
  models: Record<ModelName, { sha256: string; loaded_by: Record<Loader, Loaded> }>;
};

/** The notebook's summaries. */
const PARAMETERS = { autoencoder: 4_385, lenet: 43_942, transfer: 16_299_850, birnn: 30_001, 'cnn-lstm': 81_441 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-model-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const outputs = (model: tf.LayersModel): Float32Array =>
  tf.tidy(() => (model.predict(formulaInput(model)) as tf.Tensor).dataSync<'float32'>());

const bytesOf = (values: Float32Array = new Float32Array(0)): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

describe.each(MODELS)('%s', (name) => {
  const recorded = fixture.models[name];
  let model: tf.LayersModel;
  let ours: Float32Array;
  beforeAll(() => {
    model = formulaModel(name);
    ours = outputs(model);
  });
  afterAll(() => model.dispose());

  test('model.h5 is, byte for byte, the file that Keras loaded', async () => {
    const file = join(folder, `${name}.h5`);
    await writeKerasH5(model, file);
    expect(await fileDigest(file)).toBe(recorded.sha256);
  });

  test('Keras 3 and tf_keras found the notebook’s parameters', () => {
    for (const { parameters } of Object.values(recorded.loaded_by)) expect(parameters).toBe(PARAMETERS[name]);
    expect(parameterCounts(model).total).toBe(PARAMETERS[name]);
    expect(layerRows(model).reduce((sum, { parameters }) => sum + parameters, 0)).toBe(PARAMETERS[name]);
  });

  // Keras 3 changed hard_sigmoid, so the CNN + LSTM needs Keras 2's.
  const loaders: Loader[] = [
    "keras, Keras 2's hard_sigmoid",
    'tf_keras',
    ...(name === 'cnn-lstm' ? [] : ['keras' as const]),
  ];
  test.each(loaders)('%s predicted as we do within 1e-5', (loader) => {
    const { largest_difference, outputs } = recorded.loaded_by[loader];
    expect(largest_difference).toBeLessThan(1e-5);
    expect(tf.util.sizeFromShape(outputs.shape)).toBe(ours.length);
    outputs.first.forEach((value, i) => expect(Math.abs(ours[i] - value)).toBeLessThan(1e-5));
    const sum = ours.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum / ours.length - outputs.sum / ours.length)).toBeLessThan(1e-5);
  });

  test('weights come back from model.h5', async () => {
    const { datasets } = await readHdf5(join(folder, `${name}.h5`), 'a model', '');
    const found = new Map(datasets.map(({ path, data }) => [path, data]));
    for (const { layer, weights } of kerasWeights(model))
      for (const weight of weights)
        expect(
          bytesOf(found.get(`model_weights/${layer}/${weight.name}`)).equals(bytesOf(valuesOfWeight(weight))),
        ).toBe(true);
    expect(found.size).toBe(model.weights.length);
  });

  test('model/ is read by the standard layers, which predict as ours do', async () => {
    const into = join(folder, name);
    await writeLayersModel(model, into);
    const standard = await readLayersModel(into);
    const theirs = outputs(standard);
    standard.dispose();
    expect(Math.max(...theirs.map((value, i) => Math.abs(value - ours[i])))).toBeLessThan(1e-5);
  });
});

/** Loads model/ where there is nothing but plain TensorFlow.js on its CPU backend. */
const PLAIN = `
const tf = require('@tensorflow/tfjs'), fs = require('fs'), [folder, input] = process.argv.slice(1);
const { modelTopology, weightsManifest } = JSON.parse(fs.readFileSync(folder + '/model.json'));
const weightSpecs = weightsManifest.flatMap((group) => group.weights);
const bytes = Buffer.concat(weightsManifest.flatMap((group) => group.paths).map((path) => fs.readFileSync(folder + '/' + path)));
const weightData = new Uint8Array(bytes).buffer;
const { shape, dtype, values } = JSON.parse(fs.readFileSync(input));
tf.setBackend('cpu');
tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData })).then((model) =>
  fs.writeFileSync(1, JSON.stringify(Array.from(model.predict(tf.tensor(values, shape, dtype)).dataSync()))));
`;

// VGG16 takes plain TensorFlow.js a minute; it is made of the layers of the others.
test.each(MODELS.filter((name) => name !== 'transfer'))(
  'plain TensorFlow.js predicts from model/ of %s as we do',
  (name) => {
    const model = formulaModel(name);
    const x = formulaInput(model);
    const input = join(folder, 'input.json');
    writeFileSync(input, JSON.stringify({ shape: x.shape, dtype: x.dtype, values: Array.from(x.dataSync()) }));
    const options = { cwd: repositoryRoot(), stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'] };
    const theirs = JSON.parse(
      execFileSync(process.execPath, ['-e', PLAIN, join(folder, name), input], options).toString(),
    ) as number[];
    const ours = outputs(model);
    expect(theirs).toHaveLength(ours.length);
    theirs.forEach((value, i) => expect(Math.abs(value - ours[i])).toBeLessThan(1e-5));
  },
);

test('a model/ whose weights are cut off, or lead out of the folder, is refused', async () => {
  const into = join(folder, 'cut');
  await writeLayersModel(formulaModel('lenet'), into);
  truncateSync(join(into, 'group1-shard1of1.bin'), 1000);
  await expect(readLayersModel(into)).rejects.toThrow(/1000 bytes of weights instead of 175768/);
  const text = readFileSync(join(into, 'model.json'), 'utf8');
  writeFileSync(join(into, 'model.json'), text.replace('group1-shard1of1.bin', '../../etc/passwd'));
  await expect(readLayersModel(into)).rejects.toThrow(/expected a TensorFlow\.js LayersModel/);
});
