// Training in the tab against the native engine, whose steps equal Keras 2's (docs/parity.md).
import { loadFashionMnist } from '@reprise/data';
import { createRandom, tf, variablesOf } from '@reprise/engine';
import { type Experiment, ordersOfFit, prepareTraining, rowOrder, trainWhole } from '@reprise/training';
import { autoencoder, experiments, lenet } from '@reprise/vision';
import type { OptimizerConfig } from '../../page-data';
import { PIXELS } from './slice';
import { createTraining } from './tab-training';

const SEED = 5;
/** The CPU backend takes half a second an image: the autoencoder's twenty steps are compared in a browser, on WebGL. */
const BATCH = 1;

afterEach(() => tf.setBackend('tensorflow'));

test.each([
  ['lenet', experiments.lenet, () => lenet({ dropout: 0 }), 20],
  ['autoencoder', experiments.autoencoder, autoencoder, 2],
] as const)('%s: the first losses on the CPU backend', async (_, experiment, build, steps) => {
  const settings: Experiment = { ...experiment, batchSize: BATCH, build: () => trainWhole(build()) };
  const rows = steps * BATCH;
  const run = await prepareTraining(settings, { epochs: 1, trainRows: rows, testRows: BATCH }, SEED);
  const initial = Float32Array.from(variablesOf(run.model.layers).flatMap((variable) => [...variable.dataSync()]));
  const order = rowOrder(ordersOfFit(createRandom(SEED)), 1, rows);
  const expected: number[] = [];
  for (let from = 0; from < rows; from += run.trainer.rowsPerCall)
    for (const { loss } of await run.trainer.train(order.subarray(from, from + run.trainer.rowsPerCall)))
      expected.push(loss);
  run.trainer.dispose();

  await tf.setBackend('cpu');
  // Otherwise it recommends a faster backend on the console.
  Object.assign(tf.findBackend('cpu'), { firstUse: false });
  const { train } = await loadFashionMnist();
  const images = new Uint8Array(rows * PIXELS);
  order.forEach((row, i) => images.set(train.images.subarray(row * PIXELS, (row + 1) * PIXELS), i * PIXELS));
  const slice = { rows, images, labels: Uint8Array.from(order, (row) => train.labels[row]) };
  const { loss, optimizer } = experiment as { loss: Experiment['loss']; optimizer: OptimizerConfig };
  const training = createTraining(build(), initial, slice, { loss, optimizer }, SEED);
  const knobs = { learningRate: optimizer.learning_rate, batchSize: BATCH, dropout: 0 };
  const found: number[] = [];
  for (let step = 0; step < steps; step++) found.push((await training.step(knobs)).loss);
  training.dispose();

  expect(expected).toHaveLength(steps);
  found.forEach((loss, step) => expect(Math.abs(loss - expected[step])).toBeLessThan(1e-4));
});
