import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHalf } from '@reprise/data';
import { bucketTable } from '../formats/tensorboard/bucket-table';
import { createRandom, createTrainer, initialize, resident } from '@reprise/engine';
import { adam, compileLikeKeras } from '../compile-like-keras';
import { tf } from '@reprise/runtime';
import { earlyStopping } from './callbacks';
import { weightsOf } from './epoch-weights';
import { fit } from './testing/fit';
import type { Fitted, TrainingState } from './train-epochs';

/** Whether training ends after these epochs. */
function stopsEarly(valLoss: number[], patience: number): boolean {
  const callback = earlyStopping('test', patience);
  const history = { val_loss: valLoss };
  const state = { epoch: 0, history, values: [] } as unknown as TrainingState;
  while (state.epoch < valLoss.length) {
    state.epoch++;
    void callback.onEpochEnd?.(state);
  }
  return callback.endsTraining?.(state) as boolean;
}

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => void jest.restoreAllMocks());

describe('early stopping as Keras 2.2.4 with patience 2', () => {
  test.each([
    [[], false],
    [[3, 2, 1], false],
    [[1, 2], false],
    [[1, 2, 3], true],
    [[1, 1, 1], true], // equal is not lower
    [[3, 4, 2, 3], false],
    [[3, 4, 2, 3, 2], true],
    // The notebook's own curves: it stopped after epochs 9 and 13.
    [[0.0225, 0.0223, 0.022, 0.0219, 0.0218, 0.0218, 0.0214, 0.0222], false],
    [[0.0225, 0.0223, 0.022, 0.0219, 0.0218, 0.0218, 0.0214, 0.0222, 0.0218], true],
  ])('%j: %s', (valLoss, expected) => expect(stopsEarly(valLoss, 2)).toBe(expected));
});

test.each([
  [[], false],
  [[2, 1], false],
  [[1, 2], true],
])(
  'with patience 0, Keras’s default, the first epoch that is not better ends it, and no sooner: %j',
  (valLoss, expected) => expect(stopsEarly(valLoss, 0)).toBe(expected),
);

describe('what is kept of each epoch', () => {
  const ROWS = 20;
  const data = resident(
    ROWS,
    () => [
      tf.tensor2d(Float32Array.from(createRandom(5).uniform(ROWS * 4, -1, 1)), [ROWS, 4]),
      tf.tensor2d(
        Float32Array.from({ length: ROWS }, (_, row) => row % 2),
        [ROWS, 1],
      ),
    ],
    (x, y) => ({ x, y }),
  );

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-fit-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Trains in a fresh model, as a process that was started anew does. */
  async function train(
    epochs: number,
    checkpoint?: string,
  ): Promise<{ fitted: Fitted; last: Float32Array; weights: Float32Array }> {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [4] })] });
    initialize(model.layers, createRandom(1));
    compileLikeKeras(model, { loss: 'binary_crossentropy', optimizer: adam({ learningRate: 0.01 }) }, true);
    const trainer = createTrainer({
      model,
      towers: 1,
      seed: 2,
      batchSize: 8,
      stepsPerCall: 1,
      train: data,
      others: [],
    });
    const [kernel] = trainer.variables;
    const random = createRandom(3);
    const options = { label: 'test', epochs, train: data, validation: data, random, watched: model, kept: model };
    const fitted = await fit(trainer, { ...options, ...(checkpoint && { checkpoint }) });
    const last = kernel.dataSync<'float32'>().slice();
    const weights = weightsOf(model);
    trainer.dispose();
    model.optimizer.dispose();
    model.dispose();
    return { fitted, last, weights };
  }

  test('a histogram of each weight that is watched, the last of the weights that stay', async () => {
    const { fitted, last } = await train(3);
    const { 'dense_1/kernel:0': kernel, 'dense_1/bias:0': bias, ...others } = fitted.histograms;
    expect(others).toEqual({});
    expect([kernel.length, bias.length]).toEqual([3, 3]);
    expect(kernel[2]).toEqual(bucketTable(last));
    // Each epoch moves the weights.
    expect(kernel[1]).not.toEqual(kernel[0]);
    expect(kernel[2]).not.toEqual(kernel[1]);
  });

  test('all weights in half precision, in the order of the model’s file', async () => {
    const { fitted, last, weights } = await train(3);
    expect(weights).toEqual(Float32Array.of(...last, weights[4])); // the kernel, then the bias
    expect(fitted.weights).toHaveLength(3);
    expect(fitted.weights?.[2]).toEqual(toHalf(weights));
    expect(fitted.weights?.[1]).not.toEqual(fitted.weights?.[2]);
  });

  test('going on from a checkpoint gives that of a training that never stopped', async () => {
    const whole = await train(5);
    const file = join(folder, 'checkpoint.bin');
    await train(2, file);
    const { fitted } = await train(5, file);
    expect(fitted.resumed).toBe(true);
    expect(fitted.histograms).toEqual(whole.fitted.histograms);
    expect(fitted.weights).toEqual(whole.fitted.weights);
  });

  test('watching leaves no tensors', async () => {
    await train(1);
    const before = tf.memory().numTensors;
    await train(3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
