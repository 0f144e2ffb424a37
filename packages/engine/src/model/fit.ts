import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { innerModel } from '../tfjs/model-internals';
import type { ModelGraph } from './model-graph';
import { dataOf, prefetch, withBatchBegin } from './prefetch';
import { withGraphSteps } from './tfjs-loops';
import type { TrainingOptions } from './training-options';

export type { TrainingOptions } from './training-options';

type Data = Parameters<tf.LayersModel['fit']>[0];
type FitArgs = Omit<tf.ModelFitArgs, 'sampleWeight'>;
type FitDatasetArgs = Parameters<tf.LayersModel['fitDataset']>[1];
type History = Awaited<ReturnType<tf.LayersModel['fit']>>;

/**
 * TensorFlow.js's `model.fit(x, y, args)` with each step in one call of TensorFlow. TensorFlow.js's own loop runs, so
 * arguments, defaults, history, errors and the order of callbacks are the same. Model, optimizer and metrics are those of
 * `model.compile`. Callbacks can read and change weights, optimizer and learning rate.
 *
 * `args.seed` seeds the order of rows, dropout and noise.
 * @throws Problem, before the first step, when the model cannot be traced; with `fallback`, trains by `model.fit` instead
 * @example
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
 * const history = await fit(model, x, y, { epochs: 5, batchSize: 64, validationSplit: 0.1 });
 */
export async function fit(
  model: tf.LayersModel,
  x: Data,
  y: Data,
  args: FitArgs & TrainingOptions = {},
): Promise<History> {
  return withGraph('fit', model, args, (rest) => model.fit(x, y, rest));
}

/**
 * TensorFlow.js's `model.fitDataset(dataset, args)`, as {@link fit}. Prepares the next batch in JavaScript during a step.
 * @throws Problem as {@link fit}
 */
export async function fitDataset<T extends tf.TensorContainer>(
  model: tf.LayersModel,
  dataset: tf.data.Dataset<T>,
  args: FitDatasetArgs & Omit<TrainingOptions, 'sampleWeight'>,
): Promise<History> {
  const prefetched = prefetch(dataset as never);
  try {
    return await withGraph('fitDataset', model, args, (rest, graph) => {
      const { inputNames, outputNames } = innerModel(model);
      const trainAhead = async (): Promise<void> => {
        const batch = prefetched.current();
        const data = batch && dataOf(batch, inputNames, outputNames);
        // TensorFlow.js computes class weights only after the batch has begun.
        if (data && !rest.classWeight) await graph?.trainAhead(data);
      };
      const callbacks = withBatchBegin(rest.callbacks, trainAhead);
      return model.fitDataset(prefetched.dataset as never, { ...rest, callbacks } as never);
    });
  } finally {
    await prefetched.end();
  }
}

/** TensorFlow.js's `model.evaluate(x, y, args)` with each batch in one call of TensorFlow. */
export async function evaluate(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  y: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['evaluate']>[2] &
    Pick<TrainingOptions, 'lossWeights' | 'like' | 'towers' | 'fusion' | 'fallback'> = {},
): Promise<tf.Scalar | tf.Scalar[]> {
  return withGraph('evaluate', model, args, async (rest) => model.evaluate(x, y, rest));
}

/** TensorFlow.js's `model.predict(x, args)` with each batch in one call of TensorFlow. */
export async function predict(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['predict']>[1] & Pick<TrainingOptions, 'towers' | 'fusion' | 'fallback'> = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  return withGraph('predict', model, args, async (rest) => model.predict(x, rest));
}

const EVALUATE_OPTIONS = ['lossWeights', 'like', 'towers', 'fusion'] as const;
const DATASET_OPTIONS = [...EVALUATE_OPTIONS, 'fallback', 'seed', 'clipValue', 'clipNorm', 'globalClipNorm'] as const;
const OPTIONS: readonly string[] = [...DATASET_OPTIONS, 'sampleWeight'];

/** Arguments of TensorFlow.js 4.22, and our options. */
const ARGUMENTS = {
  fit: [
    ...['batchSize', 'epochs', 'verbose', 'callbacks', 'validationSplit', 'validationData', 'shuffle', 'classWeight'],
    ...['initialEpoch', 'stepsPerEpoch', 'validationSteps', 'yieldEvery', ...OPTIONS],
  ],
  fitDataset: [
    ...['batchesPerEpoch', 'epochs', 'verbose', 'callbacks', 'validationData', 'validationBatchSize'],
    ...['validationBatches', 'yieldEvery', 'initialEpoch', 'classWeight', ...DATASET_OPTIONS],
  ],
  evaluate: ['batchSize', 'verbose', 'sampleWeight', 'steps', ...EVALUATE_OPTIONS, 'fallback'],
  predict: ['batchSize', 'verbose', 'towers', 'fusion', 'fallback'],
};

/** Models with a call in progress. */
const IN_PROGRESS = new WeakSet<object>();

/**
 * Does `work` with the steps of a model's graph.
 * @param work takes the arguments of TensorFlow.js, and the graph unless it joins another call
 * @throws Problem for an unknown argument, something that is not a model, another backend of TensorFlow.js, and another call in
 *   progress; only `evaluate` and `predict` without options may run during another call, by its graph
 */
async function withGraph<A extends TrainingOptions, T>(
  call: keyof typeof ARGUMENTS,
  model: tf.LayersModel,
  args: A,
  work: (rest: Omit<A, keyof TrainingOptions>, graph?: ModelGraph) => Promise<T>,
): Promise<T> {
  const check = (valid: boolean, expected: string, found: string, todo: string): void => {
    if (!valid) throw new Problem({ where: call, expected, found, todo });
  };
  check(typeof model?.fit === 'function', 'a LayersModel', typeof model, 'Pass it as the first argument.');
  const backend = tf.getBackend();
  const todo = "Call `tf.setBackend('tensorflow')`.";
  check(backend === 'tensorflow', "TensorFlow.js's backend `tensorflow`", backend, todo);
  const known = ARGUMENTS[call];
  const rest = { ...args } as Record<string, unknown>;
  for (const [name, value] of Object.entries(rest)) {
    const valid = value === undefined || known.includes(name);
    check(valid, `arguments ${known.join(', ')}`, name, 'Correct it, or leave it out.');
    if (OPTIONS.includes(name)) delete rest[name];
  }
  const run = (graph?: ModelGraph): Promise<T> => work(rest as Omit<A, keyof TrainingOptions>, graph);

  const inner = innerModel(model);
  if (IN_PROGRESS.has(inner)) {
    const option = EVALUATE_OPTIONS.find((name) => args[name] !== undefined);
    const joins = call === 'evaluate' || call === 'predict';
    const second = `${joins ? `the option \`${option}\`` : 'another one'} while another call is in progress`;
    check(joins && !option, 'one call with a model at a time', second, 'Await the other call first.');
    return run();
  }
  IN_PROGRESS.add(inner);
  try {
    return await withGraphSteps(inner, args, run);
  } finally {
    IN_PROGRESS.delete(inner);
  }
}
