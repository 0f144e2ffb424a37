import { createRandom } from '@reprise/engine/random';
import { ordersOfFit, rowOrder } from '@reprise/training/row-order';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TabTrainingEntry } from '../../page-data';
import { type Dropout, logitsOf } from './logits';
import { TASKS } from './losses';
import { createOptimizer } from './optimizers';
import { PIXELS, type TrainingSlice } from './slice';

/** What a visitor may change between two steps. */
export interface Knobs {
  learningRate: number;
  batchSize: number;
  /** The share that dropout drops, from 0 up to but not including 1. */
  dropout: number;
}

/** One step, or the end of an epoch. */
export interface Step {
  /** Number of the step, from 1. */
  step: number;
  /** Mean over the batch, in training mode: with dropout. Not a finite number if training diverged. */
  loss: number;
  /** Rows of the batch, and those that were right; none of a model that reconstructs. */
  rows: number;
  right: number;
  /** Epochs so far, counted in rows: 1.5 is the middle of the second. */
  epochs: number;
}

export interface TabTraining {
  /** Trains on the next batch. The last one of an epoch may be smaller. */
  step(knobs: Knobs): Promise<Step>;
  /** The model's output for one picture, without dropout. @param pixels 784, from 0 to 1 */
  output(pixels: Float32Array): Promise<Float32Array>;
  /** Starts over: initial weights, a new optimizer, the first row. */
  reset(): void;
  dispose(): void;
}

/**
 * Training of a model in the tab, as the run trained it (Keras 2's formulas): from its initial weights, in its order of rows.
 * Later epochs shuffle the slice from the run's seed. Dropout draws from it, too, but not the run's masks.
 * @param initial the weights before training, one after the other
 */
export function createTraining(
  model: LayersModel,
  initial: Float32Array,
  slice: TrainingSlice,
  { loss, optimizer: config }: Pick<TabTrainingEntry, 'loss' | 'optimizer'>,
  seed: number,
): TabTraining {
  const task = TASKS[loss];
  const logits = logitsOf(model);
  const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const random = createRandom(seed);
  const orders = ordersOfFit(random);
  let optimizer = createOptimizer(config, weights);
  let [steps, epoch, at] = [0, 1, 0];
  /** The slice is in the order of the run's first epoch. */
  let order: Int32Array = Int32Array.from({ length: slice.rows }, (_, row) => row);

  const mask =
    (rate: number): Dropout =>
    (x, layer) => {
      const draws = random.fork('dropout').fork(`step ${steps}, layer ${layer}`).uniform(x.size, 0, 1);
      const kept = Float32Array.from(draws, (draw) => (draw < rate ? 0 : 1 / (1 - rate)));
      return tf.mul(x, tf.tensor(kept, x.shape));
    };
  const batchOf = (rows: Int32Array) => {
    const pixels = new Float32Array(rows.length * PIXELS);
    rows.forEach((row, i) => {
      const image = slice.images.subarray(row * PIXELS, (row + 1) * PIXELS);
      for (let pixel = 0; pixel < PIXELS; pixel++) pixels[i * PIXELS + pixel] = image[pixel] / 255;
    });
    return { pixels, labels: Uint8Array.from(rows, (row) => slice.labels[row]) };
  };
  const reset = (): void => {
    tf.tidy(() => {
      let from = 0;
      for (const weight of weights) {
        weight.assign(tf.tensor(initial.slice(from, from + weight.size), weight.shape));
        from += weight.size;
      }
    });
    optimizer.dispose();
    optimizer = createOptimizer(config, weights);
    [steps, epoch, at] = [0, 1, 0];
    order = order.map((_, row) => row);
  };
  reset();

  return {
    async step({ learningRate, batchSize, dropout }) {
      if (at === slice.rows) [order, epoch, at] = [rowOrder(orders, epoch + 1, slice.rows), epoch + 1, 0];
      const rows = order.subarray(at, at + batchSize);
      at += rows.length;
      steps++;
      const [value, right] = tf.tidy(() => {
        const { pixels, labels } = batchOf(rows);
        const x = tf.tensor4d(pixels, [rows.length, 28, 28, 1]);
        const y = task.targets(x, labels);
        let correct: tf.Tensor = tf.scalar(0);
        const { value, grads } = tf.variableGrads(() => {
          const z = logits(x, dropout > 0 ? mask(dropout) : undefined);
          if (z.rank === 2) correct = tf.keep(tf.sum(tf.cast(tf.equal(tf.argMax(z, 1), tf.argMax(y, 1)), 'float32')));
          return task.loss(z, y);
        }, weights);
        const gradients = weights.map(({ name }) => grads[name]);
        optimizer.apply(gradients, learningRate);
        return [value, correct];
      });
      const [[loss], [count]] = await Promise.all([value.data(), right.data()]);
      tf.dispose([value, right]);
      return { step: steps, loss, rows: rows.length, right: count, epochs: epoch - 1 + at / slice.rows };
    },
    async output(pixels) {
      const output = tf.tidy(() => task.output(logits(tf.tensor4d(pixels, [1, 28, 28, 1]))));
      const values = await output.data<'float32'>();
      output.dispose();
      return values;
    },
    reset,
    dispose() {
      optimizer.dispose();
      model.dispose();
    },
  };
}
