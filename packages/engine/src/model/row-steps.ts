import { tf } from '@reprise/runtime';
import { createRandom } from '../random/random';
import type { Data, ModelInternals, Step } from '../tfjs/model-internals';
import { gather } from '../tensorflow/raw-ops';
import { type Feed, feedOfBatch, type ModelGraph } from './model-graph';

/** Data of at most this size is copied into the graph; a step is then fed row numbers only. */
const MAX_RESIDENT_BYTES = 256e6;

export interface RowStepsOptions {
  data: Data;
  batchSize: number;
  epochs: number;
  /** Seed of the order of rows; undefined to keep the order. */
  seed: number | undefined;
  /** Whether each step runs in its own call, since a callback runs between two. */
  oneStepPerCall: boolean;
}

/**
 * Steps over rows of data, in a new order each epoch. Several run in one call if possible.
 * @returns `step` runs the next one and ignores its argument
 */
export function rowSteps(
  graph: ModelGraph,
  model: ModelInternals,
  { data, batchSize, epochs, seed, oneStepPerCall }: RowStepsOptions,
): { step: Step; dispose(): void } {
  const rows = (data[0] as tf.Tensor).shape[0];
  const given = data.filter((tensor) => tensor !== null);
  const bytes = given.reduce((sum, { size, dtype }) => sum + size * tf.util.bytesPerElement(dtype), 0);
  const isResident = bytes <= MAX_RESIDENT_BYTES;
  if (isResident) graph.addConstants(given);
  const gatherData = (numbers: tf.Tensor): Data => data.map((tensor) => tensor && gather(tensor, numbers));
  /** Results that TensorFlow.js has not asked for yet. */
  const results: tf.Scalar[][] = [];
  let order: Int32Array = new Int32Array();
  let at = rows;
  let stepsPerCall = 1;

  const newOrder = (): Int32Array => {
    if (seed === undefined) return Int32Array.from({ length: rows }, (_, row) => row);
    return createRandom(seed).fork('order').fork(`after ${model.optimizer_.iterations} steps`).permutation(rows);
  };
  const nextFeed = (): Feed => {
    const batch = order.slice(at, at + batchSize);
    at += batchSize;
    const numbers = tf.tensor1d(batch, 'int32');
    if (!isResident) return feedOfBatch(gatherData(numbers));
    return { signature: `${batch.length} rows`, inputs: [numbers], batch: ([fed]) => gatherData(fed) };
  };
  const run = (): void => {
    const isFirst = order.length === 0;
    if (at >= rows) [order, at] = [newOrder(), 0];
    const steps = Math.floor((rows - at) / batchSize) >= stepsPerCall ? stepsPerCall : 1;
    const feeds = Array.from({ length: steps }, nextFeed);
    results.push(...graph.train(feeds).map((each) => each.map((result) => tf.keep(result))));
    if (isFirst && isResident && !oneStepPerCall)
      stepsPerCall = graph.stepsPerCall(Math.ceil(rows / batchSize) * epochs);
  };
  return {
    step() {
      if (results.length === 0) run();
      return results.shift() as tf.Scalar[];
    },
    dispose: () => tf.dispose(results),
  };
}
