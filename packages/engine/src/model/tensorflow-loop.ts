// TensorFlow.js's own loops over epochs and batches, with a model's graph in the place of the functions that they call.
import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';
import { createRandom } from '../random/random';
import { bytesOf, type Data, fedAsIs, fedRows, type Feed, rowsOf } from './feed';
import { checkClasses } from './keras2';
import { allLayers, type ModelInternals, type Step } from './layers';
import type { ModelGraph } from './model-graph';
import type { TrainingOptions } from './training-options';
import { statesAsVariables } from './recurrent-states';

/** Data of up to so many bytes is copied into the graph, and a step is fed the numbers of its rows. */
const MOST_HELD = 256e6;

/** Runs what trains, evaluates or predicts by the model: its steps are those of the graph meanwhile. */
export async function duringLoop<T>(
  graph: ModelGraph,
  model: ModelInternals,
  options: TrainingOptions,
  work: () => Promise<T>,
): Promise<T> {
  const [makeTrainFunction, makeTestFunction, fitLoop, predictLoop] = [
    model.makeTrainFunction.bind(model),
    model.makeTestFunction.bind(model),
    model.fitLoop.bind(model),
    model.predictLoop.bind(model),
  ];
  const undo = [
    standIn(model, 'makeTrainFunction', () => graph.trainBy(makeTrainFunction())),
    standIn(model, 'makeTestFunction', () => {
      makeTestFunction();
      model.testFunction = graph.testBy(model.testFunction);
    }),
    standIn(model, 'predictLoop', (inputs, batchSize) => graph.predictBy(predictLoop, inputs, batchSize)),
    standIn(model, 'fitLoop', async (step, data, labels, batchSize, epochs, verbose, callbacks, ...rest) => {
      const [valStep, valData, shuffle, metrics, initialEpoch, ...others] = rest;
      // TensorFlow.js refuses it.
      if (typeof shuffle === 'string')
        return fitLoop(step, data, labels, batchSize, epochs, verbose, callbacks, ...rest);
      if (options.like === 'keras2')
        [data, valData ?? []].filter(({ length }) => length > 0).forEach((each) => checkClasses(model, each));
      const rows = rowSteps(graph, model, {
        data,
        batchSize,
        epochs: epochs ?? 1,
        seed: shuffle === false ? undefined : (options.seed ?? 1),
        oneByOne: [callbacks ?? []].flat().some(seesBatches),
      });
      // The loop takes slices of row numbers: which rows they are is known here.
      const numbers: tf.Tensor[] = [tf.range(0, (data[0] as tf.Tensor).shape[0], 1, 'int32')];
      try {
        return await fitLoop(
          ...([rows.step, numbers, labels, batchSize, epochs, verbose, callbacks, valStep, valData] as const),
          ...([false, metrics, initialEpoch, ...others] as const),
        );
      } finally {
        tf.dispose(numbers);
        rows.end();
      }
    }),
    ...(options.sampleWeight ? [weighRows(model, [options.sampleWeight].flat())] : []),
    statesAsVariables(allLayers(model)),
  ];
  try {
    return await work();
  } finally {
    graph.detach();
    for (const back of undo) back();
  }
}

/** Data that is standardized first is what is trained on: its rows get their weights. */
function weighRows(model: ModelInternals, weights: tf.Tensor[]): () => void {
  const standardize = model.standardizeUserData.bind(model);
  let first = true;
  return standIn(model, 'standardizeUserData', async (...given) => {
    const [inputs, targets, classWeights] = await standardize(...given);
    if (!first) return [inputs, targets, classWeights];
    first = false;
    for (const { shape } of weights)
      if (shape[0] !== targets[0].shape[0])
        throw new Problem({
          where: 'fit',
          expected: `sampleWeight of ${targets[0].shape[0]} rows`,
          found: `${shape[0]}`,
          todo: 'Give a number a row.',
        });
    const rows = targets.map((_, i) => {
      const [own, ofClass] = [weights[i % weights.length], classWeights?.[i]];
      return ofClass ? tf.mul(own, ofClass) : tf.clone(own);
    });
    tf.dispose(classWeights ?? []);
    return [inputs, targets, rows];
  });
}

interface Rows {
  data: Data;
  batchSize: number;
  epochs: number;
  /** Of their order; undefined for the order in which they are. */
  seed: number | undefined;
  /** Whether each step runs in a call of its own. */
  oneByOne: boolean;
}

/** Steps over rows of data, each epoch in a fresh order, several in one call if no callback is called between two. */
function rowSteps(
  graph: ModelGraph,
  model: ModelInternals,
  { data, batchSize, epochs, seed, oneByOne }: Rows,
): { step: Step; end(): void } {
  const count = (data[0] as tf.Tensor).shape[0];
  const held = bytesOf(data) <= MOST_HELD;
  if (held) graph.hold(data.filter((tensor) => tensor !== null));
  const feed = (rows: Int32Array): Feed =>
    held ? fedRows(data, rows) : fedAsIs(rowsOf(data, tf.tensor1d(rows, 'int32')));
  const orderNow = (): Int32Array => {
    if (seed === undefined) return Int32Array.from({ length: count }, (_, row) => row);
    return createRandom(seed).fork('order').fork(`after ${model.optimizer_.iterations} steps`).permutation(count);
  };
  /** Of steps that have run, and of which TensorFlow.js has not asked yet. */
  const outputs: tf.Scalar[][] = [];
  let order: Int32Array = new Int32Array();
  let at = count;
  let perCall: number | undefined;
  const run = (): void => {
    if (at >= count) [order, at] = [orderNow(), 0];
    const first = feed(order.slice(at, at + batchSize));
    const whole = Math.floor((count - at) / batchSize);
    const steps = Math.ceil(count / batchSize) * epochs;
    const together = held && !oneByOne && whole >= (perCall ?? 1) ? (perCall ?? 1) : 1;
    const feeds = Array.from({ length: together }, (_, k) =>
      k === 0 ? first : feed(order.slice(at + k * batchSize, at + (k + 1) * batchSize)),
    );
    outputs.push(...graph.train(feeds).map((each) => each.map((output) => tf.keep(output))));
    at += together * batchSize;
    perCall ??= graph.stepsPerCall(first, steps);
  };
  return {
    step() {
      if (outputs.length === 0) run();
      return outputs.shift() as tf.Scalar[];
    },
    end: () => tf.dispose(outputs),
  };
}

/** What TensorFlow.js keeps to itself of a callback. */
type CallbackInternals = Record<'batchBegin' | 'batchEnd' | 'yield' | 'onBatchBegin' | 'onBatchEnd', unknown>;

/** Whether a callback is called at batches, when it may look at the model, or change its learning rate. */
function seesBatches(callback: object): boolean {
  const { batchBegin, batchEnd, yield: yields, onBatchBegin, onBatchEnd } = callback as CallbackInternals;
  // One that TensorFlow.js makes of plain functions.
  if ('yieldEvery' in callback) return [batchBegin, batchEnd, yields].some((each) => typeof each === 'function');
  const inherited = Object.getPrototypeOf(tf.Callback.prototype) as CallbackInternals;
  return onBatchBegin !== inherited.onBatchBegin || onBatchEnd !== inherited.onBatchEnd;
}
