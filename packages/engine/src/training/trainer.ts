import { innerModel } from '../tfjs/model-internals';
import { type Feed, ModelGraph } from '../model/model-graph';
import { stateOf } from '../optimizers/optimizer';
import { variablesOf } from '../tfjs/weights';
import { checkData, checkTargets } from './check-data';
import type { Dataset } from './dataset';
import { Diverged, notFinite } from './diverged';
import { tf } from '@reprise/runtime';

/** Rows a call in evaluation and prediction. Results do not depend on it; 250 divides the image sets. */
const EVALUATION_ROWS = 250;

export interface StepMetrics {
  rows: number;
  /** Mean over the batch, without the regularizer. */
  loss: number;
  regularization: number;
  /** Rows that are right; 0 for a model without accuracy. */
  correct: number;
}

/** Means over a dataset's rows. */
export interface Metrics {
  /** With the regularizer. */
  loss: number;
  loss_without_regularizer: number;
  acc?: number;
}

/** A compiled model that is trained as in Keras 2, in one graph: programs for all batch sizes share its variables. */
export interface Trainer {
  /** Weights, optimizer state and the step's seed: all that a later step depends on. */
  readonly variables: tf.Variable[];
  readonly optimizer: tf.Optimizer;
  /** Whether the model was compiled with {@link correctRows}. */
  readonly hasAccuracy: boolean;
  /** The most rows that one call of {@link train} takes: a whole number of batches. */
  readonly rowsPerCall: number;
  /**
   * Trains on rows in order, batch by batch; the last batch may be smaller. Runs on another thread. Calls run in the order in
   * which they are made; you need not await one before the next.
   * @returns the metrics of each step
   * @throws Diverged when a loss, a gradient or a weight is not finite
   */
  train(rows: Int32Array): Promise<StepMetrics[]>;
  /**
   * Means over all rows, without dropout.
   * @param data one of those that the trainer was made with
   */
  evaluate(data: Dataset): Promise<Metrics>;
  /** float32, row after row. @param data one of those that the trainer was made with */
  predict(data: Dataset): Promise<Float32Array>;
  dispose(): void;
}

export interface TrainerOptions {
  /** Compiled, with one input, one output and no metric but {@link correctRows}. */
  model: tf.LayersModel;
  /** Parts of a batch that run in parallel. */
  towers: number;
  seed: number;
  /** Rows a step; the last batch of an epoch may be smaller. */
  batchSize: number;
  /** Steps that one call of TensorFlow runs. Saves time and changes no bit. */
  stepsPerCall: number;
  train: Dataset;
  /** Datasets for evaluation and prediction. */
  others: Dataset[];
}

/**
 * A metric for `model.compile`: the number of correct rows of a batch. The predicted class has the largest output; a label is
 * predicted if its probability is above 0.5, as in Keras's binary accuracy, and each of several labels counts for its share.
 * @param truth one class a row, or labels in the shape of `guess`
 */
export function correctRows(truth: tf.Tensor, guess: tf.Tensor): tf.Scalar {
  const classes = guess.rank === 2 && truth.size === guess.shape[0] && truth.size < guess.size;
  const right = classes
    ? tf.equal(tf.argMax(guess, 1), tf.cast(tf.reshape(truth, [-1]), 'int32'))
    : tf.equal(tf.greater(guess, 0.5), tf.greater(truth, 0.5));
  const count = tf.sum(tf.cast(right, 'float32')) as tf.Scalar;
  const each = classes ? 1 : guess.size / guess.shape[0];
  return each === 1 ? count : tf.div(count, each);
}

const range = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);

/** The distinct sizes of the batches of `rows`: `batch`, and the rest if there is one. */
export const batchSizes = (rows: number, batch: number): number[] =>
  [...new Set([Math.min(rows, batch), rows % batch])].filter((size) => size > 0);

const pieces = (rows: Int32Array, size: number): Int32Array[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.subarray(i * size, (i + 1) * size));

/** Values of tensors, which are disposed. */
const read = (tensors: tf.Tensor[]): Float32Array[] => {
  const values = tensors.map((tensor) => tensor.dataSync<'float32'>());
  tf.dispose(tensors);
  return values;
};

/**
 * Puts a model and its data into one graph.
 * @throws Problem when a dataset has no row, inputs of another shape than the model takes, or a target that the loss does not
 *   accept
 */
export function createTrainer({
  model,
  towers,
  seed,
  batchSize,
  stepsPerCall,
  train,
  others,
}: TrainerOptions): Trainer {
  const inner = innerModel(model);
  const sets = [...new Set([train, ...others])];
  for (const data of sets) {
    checkData(model, data);
    checkTargets(model, data);
  }
  const { optimizer_: optimizer } = inner;
  const weights = inner.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const graph = new ModelGraph(inner, { like: 'keras2', towers, seed }, true);
  const together = Math.min(stepsPerCall, Math.floor(train.rows / batchSize));
  const tables = sets.map((): tf.Tensor[] => []);
  /** Does `work` with the feeds of batches of a dataset, and disposes them. */
  const withFeeds = <T>(set: number, batches: Int32Array[], work: (feeds: Feed[]) => T): T => {
    const feeds = batches.map((rows): Feed => ({
      signature: `${rows.length} rows of set ${set}`,
      inputs: sets[set].feed(rows),
      batch(fed) {
        const { x, y } = sets[set].batch(tables[set], fed);
        return [x, y];
      },
    }));
    try {
      return work(feeds);
    } finally {
      tf.dispose(feeds.map(({ inputs }) => inputs));
    }
  };
  const dispose = (): void => {
    graph.dispose();
    tf.dispose(tables);
  };
  try {
    sets.forEach((data, set) => tables[set].push(...data.tables()));
    graph.addConstants(tables.flat());
    graph.useTrainFunction(inner.makeTrainFunction());
    inner.makeTestFunction();
    graph.useTestFunction(inner.testFunction);
    const batches = batchSizes(train.rows, batchSize).map((size) => [new Int32Array(size)]);
    if (together > 1) batches.push(Array.from({ length: together }, () => new Int32Array(batchSize)));
    for (const each of batches) withFeeds(0, each, (feeds) => graph.prepare(feeds));
  } catch (error) {
    dispose();
    throw error;
  }

  const setOf = (data: Dataset): number => {
    const set = sets.indexOf(data);
    if (set < 0) throw new Error('a data set that the trainer was not made with');
    return set;
  };

  return {
    variables: [...variablesOf(inner.layers), ...stateOf(optimizer), graph.stepSeed],
    optimizer,
    hasAccuracy: inner.metricsTensors.length > 0,
    rowsPerCall: Math.max(1, together) * batchSize,
    async train(rows) {
      const batches = pieces(rows, batchSize);
      const whole = together > 1 && rows.length === together * batchSize;
      const calls = whole ? [batches] : batches.map((batch) => [batch]);
      const ended = await Promise.allSettled(
        calls.map(async (call) => withFeeds(0, call, (feeds) => graph.trainAsync(feeds))),
      );
      const failed = ended.find((call) => call.status === 'rejected');
      const steps = ended.flatMap((call) => (call.status === 'fulfilled' ? call.value : []));
      if (failed) {
        tf.dispose(steps);
        throw failed.reason;
      }
      return steps.map(read).map((outputs, i) => {
        const [correct = 0] = outputs.slice(1, -1).map(([value]) => value);
        const sums = outputs[outputs.length - 1];
        const wrong = notFinite(sums, weights);
        const rows = wrong?.ofItsRows ? batches[i] : undefined;
        if (wrong) throw new Diverged(wrong.found, i, { where: `step ${i + 1} of a call` }, rows);
        const [loss, regularization] = sums;
        return { rows: batches[i].length, loss, regularization, correct };
      });
    },
    async evaluate(data) {
      const set = setOf(data);
      let [total, regularizer] = [0, 0];
      let right: number | undefined;
      for (const rows of pieces(range(0, data.rows), EVALUATION_ROWS)) {
        const outputs = await withFeeds(set, [rows], ([feed]) => graph.evaluateAsync(feed));
        const values = read(outputs).map(([value]) => value);
        const [metrics, [mean, penalty]] = [values.slice(1, -2), values.slice(-2)];
        total += mean * rows.length;
        regularizer = penalty;
        if (metrics.length > 0) right = (right ?? 0) + metrics[0];
      }
      const mean = total / data.rows;
      return {
        loss: mean + regularizer,
        loss_without_regularizer: mean,
        ...(right !== undefined && { acc: right / data.rows }),
      };
    },
    async predict(data) {
      const set = setOf(data);
      const parts: Float32Array[] = [];
      for (const rows of pieces(range(0, data.rows), EVALUATION_ROWS))
        parts.push(...read(await withFeeds(set, [rows], ([feed]) => graph.predictAsync(feed))));
      const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      parts.reduce((at, part) => (values.set(part, at), at + part.length), 0);
      return values;
    },
    dispose,
  };
}
