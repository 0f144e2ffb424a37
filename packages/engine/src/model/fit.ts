import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { innerModel } from '../tfjs/model-internals';
import { ModelGraph } from './model-graph';
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
 * @throws Problem, before the first step, when the model cannot be traced
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
  const { options, rest } = splitArgs('fit', model, args, OPTIONS);
  return withGraph('fit', model, options, () => model.fit(x, y, rest));
}

/**
 * TensorFlow.js's `model.fitDataset(dataset, args)`, as {@link fit}.
 * @throws Problem as {@link fit}
 */
export async function fitDataset<T extends tf.TensorContainer>(
  model: tf.LayersModel,
  dataset: tf.data.Dataset<T>,
  args: FitDatasetArgs & Omit<TrainingOptions, 'sampleWeight'>,
): Promise<History> {
  const known = OPTIONS.filter((name) => name !== 'sampleWeight');
  const { options, rest } = splitArgs('fitDataset', model, args, known);
  return withGraph('fitDataset', model, options, () => model.fitDataset(dataset, rest as FitDatasetArgs));
}

/** TensorFlow.js's `model.evaluate(x, y, args)` with each batch in one call of TensorFlow. */
export async function evaluate(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  y: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['evaluate']>[2] &
    Pick<TrainingOptions, 'lossWeights' | 'like' | 'towers' | 'fusion'> = {},
): Promise<tf.Scalar | tf.Scalar[]> {
  const { options, rest } = splitArgs('evaluate', model, args, ['lossWeights', 'like', 'towers', 'fusion']);
  if (usesGraphInProgress('evaluate', model, options)) return model.evaluate(x, y, rest);
  return withGraph('evaluate', model, options, async () => model.evaluate(x, y, rest));
}

/** TensorFlow.js's `model.predict(x, args)` with each batch in one call of TensorFlow. */
export async function predict(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['predict']>[1] & Pick<TrainingOptions, 'towers' | 'fusion'> = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  const { options, rest } = splitArgs('predict', model, args, ['towers', 'fusion']);
  if (usesGraphInProgress('predict', model, options)) return model.predict(x, rest);
  return withGraph('predict', model, options, async () => model.predict(x, rest));
}

/** Models with a call in progress. */
const IN_PROGRESS = new WeakSet<object>();

const inProgress = (where: string, found: string): Problem =>
  new Problem({
    where,
    expected: 'one call with a model at a time',
    found: `${found} while another call is in progress`,
    todo: 'Await the other call first.',
  });

/**
 * Whether a call with the model is in progress, whose graph then does the work: in a callback, or while that call waits.
 * @throws Problem when this call has options that differ from the graph's
 */
function usesGraphInProgress(where: string, model: tf.LayersModel, options: TrainingOptions): boolean {
  if (!IN_PROGRESS.has(innerModel(model))) return false;
  const given = (['lossWeights', 'like', 'towers', 'fusion'] as const).find((name) => options[name] !== undefined);
  if (given) throw inProgress(where, `the option \`${given}\``);
  return true;
}

/** Does `work` with the steps of a model's graph. */
async function withGraph<T>(
  where: string,
  model: tf.LayersModel,
  options: TrainingOptions,
  work: () => Promise<T>,
): Promise<T> {
  const inner = innerModel(model);
  if (IN_PROGRESS.has(inner)) throw inProgress(where, 'another one');
  const graph = new ModelGraph(inner, options);
  IN_PROGRESS.add(inner);
  try {
    return await withGraphSteps(graph, inner, options, work);
  } finally {
    IN_PROGRESS.delete(inner);
    graph.dispose();
  }
}

/** Arguments of TensorFlow.js 4.22. */
const ARGUMENTS = {
  fit: [
    ...['batchSize', 'epochs', 'verbose', 'callbacks', 'validationSplit', 'validationData', 'shuffle', 'classWeight'],
    ...['initialEpoch', 'stepsPerEpoch', 'validationSteps', 'yieldEvery'],
  ],
  fitDataset: [
    ...['batchesPerEpoch', 'epochs', 'verbose', 'callbacks', 'validationData', 'validationBatchSize'],
    ...['validationBatches', 'yieldEvery', 'initialEpoch', 'classWeight'],
  ],
  evaluate: ['batchSize', 'verbose', 'sampleWeight', 'steps'],
  predict: ['batchSize', 'verbose'],
};

const OPTIONS: readonly (keyof TrainingOptions)[] = [
  ...(['seed', 'clipValue', 'clipNorm', 'globalClipNorm', 'lossWeights', 'sampleWeight'] as const),
  ...(['like', 'towers', 'fusion'] as const),
];

/**
 * Checks the arguments of a call, and splits them into our options and TensorFlow.js's arguments.
 * @throws Problem for an unknown argument, for something that is not a model, and for another backend of TensorFlow.js
 */
function splitArgs<T extends TrainingOptions>(
  call: keyof typeof ARGUMENTS,
  model: tf.LayersModel,
  args: T,
  options: readonly (keyof TrainingOptions)[],
): { options: TrainingOptions; rest: Omit<T, keyof TrainingOptions> } {
  const check = (valid: boolean, expected: string, found: string, todo: string): void => {
    if (!valid) throw new Problem({ where: call, expected, found, todo });
  };
  check(typeof model?.fit === 'function', 'a LayersModel', typeof model, 'Pass it as the first argument.');
  check(
    tf.getBackend() === 'tensorflow',
    "TensorFlow.js's backend `tensorflow`",
    tf.getBackend(),
    "Call `tf.setBackend('tensorflow')`.",
  );
  const known: readonly string[] = [...ARGUMENTS[call], ...options];
  const rest = { ...args } as Record<string, unknown>;
  for (const [name, value] of Object.entries(rest)) {
    const valid = value === undefined || known.includes(name);
    check(valid, `arguments ${known.join(', ')}`, name, 'Correct it, or leave it out.');
    if ((OPTIONS as readonly string[]).includes(name)) delete rest[name];
  }
  return { options: args, rest: rest as Omit<T, keyof TrainingOptions> };
}
