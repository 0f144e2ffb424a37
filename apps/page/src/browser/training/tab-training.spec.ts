import '@tensorflow/tfjs-backend-cpu';
import { createRandom } from '@reprise/engine/random';
import { ordersOfFit, rowOrder } from '@reprise/training/row-order';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { TabTrainingEntry } from '../../page-data';
import { PIXELS } from './slice';
import { createTraining, type Knobs, type Step, type TabTraining } from './tab-training';

tf.enableProdMode();
beforeAll(() => tf.setBackend('cpu'));

const SEED = 3;
const ROWS = 5;
const ADAM = { name: 'Adam', learning_rate: 1e-3, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } as const;
const KNOBS: Knobs = { learningRate: 0.01, batchSize: 2, dropout: 0 };

/** Softmax regression: all weights 0, so the first loss is ln 10. Image i is white in pixel i, and of class i. */
function softmax({ optimizer = ADAM as TabTrainingEntry['optimizer'] } = {}): TabTraining {
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [28, 28, 1] }),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 10 }),
      layers.activation({ activation: 'softmax' }),
    ],
  });
  const images = new Uint8Array(ROWS * PIXELS);
  for (let row = 0; row < ROWS; row++) images[row * PIXELS + row] = 255;
  const slice = { rows: ROWS, images, labels: Uint8Array.from({ length: ROWS }, (_, row) => row) };
  return createTraining(
    model,
    new Float32Array(model.countParams()),
    slice,
    { loss: 'categorical_crossentropy', optimizer },
    SEED,
  );
}

async function run(training: TabTraining, steps: number, knobs = KNOBS): Promise<Step[]> {
  const done: Step[] = [];
  for (let step = 0; step < steps; step++) done.push(await training.step(knobs));
  return done;
}

test('an epoch passes over the slice in order, and its last batch is the rest', async () => {
  const steps = await run(softmax(), 4);
  expect(steps[0].loss).toBeCloseTo(Math.log(10), 6);
  expect(steps.map(({ step, rows, epochs }) => [step, rows, epochs])).toEqual([
    [1, 2, 0.4],
    [2, 2, 0.8],
    [3, 1, 1],
    [4, 2, 1.4],
  ]);
});

test('the second epoch has the order of rows that the run’s seed gives', async () => {
  // One row a step, and no learning: each loss would be ln 10. So the rows are told apart by learning the first epoch.
  const knobs = { ...KNOBS, batchSize: 1 };
  const training = softmax();
  await run(training, ROWS, knobs);
  const losses = (await run(training, ROWS, { ...knobs, learningRate: 0 })).map(({ loss }) => loss);
  const again = await run(training, ROWS, { ...knobs, learningRate: 0 });
  const place = (epoch: number): number[] => [...rowOrder(ordersOfFit(createRandom(SEED)), epoch, ROWS)];
  const byRow = new Map(place(2).map((row, i) => [row, losses[i]]));
  expect(new Set(losses).size).toBe(ROWS);
  again.forEach(({ loss }, i) => expect(loss).toBeCloseTo(byRow.get(place(3)[i])!, 5));
});

test('Adam’s first step is the learning rate, against the sign of each gradient', async () => {
  const training = softmax();
  await training.step({ ...KNOBS, batchSize: 1 });
  // The gradient of a bias is 0.1, or -0.9 of the right class; epsilon is small beside it. So the right logit is 0.01 from the
  // bias and 0.01 from the weight of the white pixel, and the others are as far below 0.
  const pixels = new Float32Array(PIXELS);
  pixels[0] = 1;
  const right = Math.exp(0.02) / (Math.exp(0.02) + 9 * Math.exp(-0.02));
  expect((await training.output(pixels))[0]).toBeCloseTo(right, 5);
});

test('Adadelta’s first step is its rate times the root of epsilon by the mean square', async () => {
  const epsilon = 1e-7;
  const training = softmax({ optimizer: { name: 'Adadelta', learning_rate: 1, rho: 0.95, epsilon } });
  await training.step({ ...KNOBS, learningRate: 1, batchSize: 1 });
  const change = (gradient: number): number => gradient * Math.sqrt(epsilon / (0.05 * gradient * gradient + epsilon));
  const [other, own] = [-change(0.1), -change(-0.9)];
  const expected = Math.exp(own) / (Math.exp(own) + 9 * Math.exp(other));
  expect((await training.output(new Float32Array(PIXELS)))[0]).toBeCloseTo(expected, 6);
});

test('a reset starts over: the same losses, to the bit, with dropout, too', async () => {
  const training = softmax();
  const knobs = { ...KNOBS, dropout: 0.5 };
  const losses = async (): Promise<number[]> => (await run(training, 7, knobs)).map(({ loss }) => loss);
  const first = await losses();
  training.reset();
  expect(await losses()).toEqual(first);
  expect(await losses()).not.toEqual(first);
});

test('dropout keeps the mean of what it drops from', async () => {
  // With weights 0 and one step of rate 0 nothing can be seen; after learning, dropping pixels changes the loss.
  const training = softmax();
  await run(training, 10);
  const [{ loss }] = await run(training, 1, { ...KNOBS, learningRate: 0, batchSize: ROWS });
  const dropped = await run(training, 40, { ...KNOBS, learningRate: 0, batchSize: ROWS, dropout: 0.5 });
  expect(new Set(dropped.map((step) => step.loss)).size).toBeGreaterThan(10);
  const mean = dropped.reduce((sum, step) => sum + step.loss, 0) / dropped.length;
  expect(Math.abs(mean - loss)).toBeLessThan(0.05);
});

test('right rows are counted', async () => {
  const training = softmax();
  await run(training, 60);
  expect(await run(training, 1, { ...KNOBS, batchSize: ROWS })).toMatchObject([{ rows: ROWS, right: ROWS }]);
});

test('a learning rate that is far too large gives a loss that is not finite, and no error', async () => {
  const losses = (await run(softmax(), 6, { ...KNOBS, learningRate: 1e38 })).map(({ loss }) => loss);
  expect(losses.some((loss) => !Number.isFinite(loss))).toBe(true);
});

test('steps leave no tensors', async () => {
  const training = softmax();
  await training.step(KNOBS);
  const before = tf.memory().numTensors;
  await run(training, 6, { ...KNOBS, dropout: 0.3 });
  await training.output(new Float32Array(PIXELS));
  training.reset();
  expect(tf.memory().numTensors).toBe(before);
});
