// TensorFlow.js's own loops over epochs and batches, with the steps of a model's graph.
import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { checkClasses } from '../losses/keras2-losses';
import { allLayers, type ModelInternals } from '../tfjs/model-internals';
import { patch, restoreAll } from '../tfjs/patch';
import { statesAsVariables } from '../tfjs/recurrent-layers';
import { ModelGraph } from './model-graph';
import { rowSteps } from './row-steps';
import type { TrainingOptions } from './training-options';

/** Does `work`, which trains, evaluates or predicts by the model, with steps in a graph. */
export async function withGraphSteps<T>(
  model: ModelInternals,
  options: TrainingOptions,
  work: (graph: ModelGraph) => Promise<T>,
): Promise<T> {
  const graph = new ModelGraph(model, options);
  const makeTrainFunction = model.makeTrainFunction.bind(model);
  const makeTestFunction = model.makeTestFunction.bind(model);
  const restores = [
    patch(model, 'makeTrainFunction', () => graph.useTrainFunction(makeTrainFunction())),
    patch(model, 'makeTestFunction', () => {
      makeTestFunction();
      model.testFunction = graph.useTestFunction(model.testFunction);
    }),
    patch(model, 'fitLoop', fitLoop(graph, model, options)),
    patch(model, 'predictLoop', predictLoop(graph, model)),
    ...(options.sampleWeight ? [weighRows(model, [options.sampleWeight].flat())] : []),
    statesAsVariables(allLayers(model)),
  ];
  try {
    return await work(graph);
  } finally {
    try {
      graph.dispose();
    } finally {
      restoreAll(restores);
    }
  }
}

/** TensorFlow.js's loop over row numbers instead of data; the steps gather the rows. */
function fitLoop(graph: ModelGraph, model: ModelInternals, options: TrainingOptions): ModelInternals['fitLoop'] {
  const standard = model.fitLoop.bind(model);
  return async (...given) => {
    const [, data, , batchSize, epochs = 1, , callbacks, , valData, shuffle] = given;
    // TensorFlow.js rejects it.
    if (typeof shuffle === 'string') return standard(...given);
    if (options.like === 'keras2')
      [data, valData ?? []].filter(({ length }) => length > 0).forEach((each) => checkClasses(model, each));
    const steps = rowSteps(graph, model, {
      data,
      batchSize,
      epochs,
      seed: shuffle === false ? undefined : (options.seed ?? 1),
      oneStepPerCall: [callbacks ?? []].flat().some(hasBatchHooks),
    });
    const numbers: tf.Tensor[] = [tf.range(0, (data[0] as tf.Tensor).shape[0], 1, 'int32')];
    const changed: typeof given = [...given];
    [changed[0], changed[1], changed[9]] = [steps.step, numbers, false];
    try {
      return await standard(...changed);
    } finally {
      tf.dispose(numbers);
      steps.dispose();
    }
  };
}

function predictLoop(graph: ModelGraph, model: ModelInternals): ModelInternals['predictLoop'] {
  const standard = model.predictLoop.bind(model);
  return (inputs, batchSize = 32) => {
    const all = [inputs].flat();
    const rows = all[0].shape[0];
    return tf.tidy(() => {
      const batches: tf.Tensor[][] = [];
      for (let at = 0; at < rows; at += batchSize) {
        const size = Math.min(batchSize, rows - at);
        const batch = all.map((tensor) => tf.slice(tensor, at, size));
        batches.push(graph.predict(batch, (given) => [standard(given, size)].flat()));
      }
      const outputs = model.outputs.map((_, i) => tf.concat(batches.map((batch) => batch[i])));
      return outputs.length === 1 ? outputs[0] : outputs;
    });
  };
}

/** Gives the training data, which TensorFlow.js standardizes first, its sample weights. */
function weighRows(model: ModelInternals, weights: tf.Tensor[]): () => void {
  const standardize = model.standardizeUserData.bind(model);
  let isTrainingData = true;
  return patch(model, 'standardizeUserData', async (...given) => {
    const [inputs, targets, classWeights] = await standardize(...given);
    if (!isTrainingData) return [inputs, targets, classWeights];
    isTrainingData = false;
    const rows = targets[0].shape[0];
    const wrong = weights.find(({ shape }) => shape[0] !== rows);
    if (wrong) {
      const expected = `\`sampleWeight\` of ${rows} rows`;
      const found = `${wrong.shape[0]}`;
      throw new Problem({ where: 'fit', expected, found, todo: 'Give one number for each row.' });
    }
    const products = targets.map((_, i) => {
      const [ofRow, ofClass] = [weights[i % weights.length], classWeights?.[i]];
      return ofClass ? tf.mul(ofRow, ofClass) : tf.clone(ofRow);
    });
    tf.dispose(classWeights ?? []);
    return [inputs, targets, products];
  });
}

/** Members of a callback; some are private in TensorFlow.js. */
type CallbackMembers = Record<'batchBegin' | 'batchEnd' | 'yield' | 'onBatchBegin' | 'onBatchEnd', unknown>;

/** Whether a callback runs between batches, when it may look at the model or change its learning rate. */
function hasBatchHooks(callback: object): boolean {
  const { batchBegin, batchEnd, yield: yields, onBatchBegin, onBatchEnd } = callback as CallbackMembers;
  // TensorFlow.js makes such an object of plain functions.
  if ('yieldEvery' in callback) return [batchBegin, batchEnd, yields].some((each) => typeof each === 'function');
  const base = Object.getPrototypeOf(tf.Callback.prototype) as CallbackMembers;
  return onBatchBegin !== base.onBatchBegin || onBatchEnd !== base.onBatchEnd;
}
