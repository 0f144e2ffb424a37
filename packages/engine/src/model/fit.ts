import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { ModelGraph } from './model-graph';
import type { TrainingOptions } from './training-options';
import { innerModel } from './layers';
import { prefetch, withBefore } from './prefetch';
import { duringLoop } from './tensorflow-loop';

export type { TrainingOptions } from './training-options';

type Data = Parameters<tf.LayersModel['fit']>[0];
type FitArgs = Omit<tf.ModelFitArgs, 'sampleWeight'>;
type FitDatasetArgs = Parameters<tf.LayersModel['fitDataset']>[1];
type History = Awaited<ReturnType<tf.LayersModel['fit']>>;

/**
 * `model.fit(x, y, args)` of TensorFlow.js, with each step in one call of TensorFlow: forward pass, gradients and updates.
 * Arguments, defaults, history, errors and the order of callbacks are TensorFlow.js's own, since its own loop runs. The
 * model, its optimizer and its metrics are those of `model.compile`. Callbacks see and may change weights, optimizer and
 * learning rate as in `model.fit`.
 *
 * Rows are shuffled, and dropout and noise are drawn, from `args.seed` and not from `Math.random`.
 * @throws Problem before the first step, when something of the model cannot be part of a graph; `fallback` trains by
 *   `model.fit` then
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
  checkModel('fit', model);
  const { options, rest } = split('fit', args, OPTIONS);
  return withGraph('fit', model, options, () => model.fit(x, y, rest));
}

/**
 * `model.fitDataset(dataset, args)` of TensorFlow.js, as {@link fit}: a batch is prepared in JavaScript while the graph
 * works on the one before.
 * @throws Problem as {@link fit}
 */
export async function fitDataset<T extends tf.TensorContainer>(
  model: tf.LayersModel,
  dataset: tf.data.Dataset<T>,
  args: FitDatasetArgs & Omit<TrainingOptions, 'sampleWeight'>,
): Promise<History> {
  checkModel('fitDataset', model);
  const { options, rest } = split(
    'fitDataset',
    args,
    OPTIONS.filter((name) => name !== 'sampleWeight'),
  );
  const ahead = prefetch(dataset as never);
  const work = (graph: ModelGraph): Promise<History> => {
    // TensorFlow.js weighs the rows of a batch only after it has begun.
    const begin = async (): Promise<void> => (rest.classWeight ? undefined : graph.begin(ahead.current()));
    const callbacks = withBefore(rest.callbacks, begin);
    return model.fitDataset(ahead.dataset as never, { ...rest, callbacks } as never);
  };
  try {
    return await withGraph('fitDataset', model, options, work);
  } finally {
    await ahead.end();
  }
}

/** `model.evaluate(x, y, args)` of TensorFlow.js, each batch in one call of TensorFlow. */
export async function evaluate(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  y: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['evaluate']>[2] &
    Pick<TrainingOptions, 'lossWeights' | 'like' | 'towers' | 'fusion' | 'fallback'> = {},
): Promise<tf.Scalar | tf.Scalar[]> {
  checkModel('evaluate', model);
  const { options, rest } = split('evaluate', args, ['lossWeights', 'like', 'towers', 'fusion', 'fallback']);
  if (joins('evaluate', model, options)) return model.evaluate(x, y, rest);
  return withGraph('evaluate', model, options, async () => model.evaluate(x, y, rest));
}

/** `model.predict(x, args)` of TensorFlow.js, each batch in one call of TensorFlow. */
export async function predict(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['predict']>[1] & Pick<TrainingOptions, 'towers' | 'fusion' | 'fallback'> = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  checkModel('predict', model);
  const { options, rest } = split('predict', args, ['towers', 'fusion', 'fallback']);
  if (joins('predict', model, options)) return model.predict(x, rest);
  return withGraph('predict', model, options, async () => model.predict(x, rest));
}

/** Models that a call is working with. */
const UNDER_WAY = new WeakSet<object>();

const underWay = (where: string, found: string): Problem =>
  new Problem({
    where,
    expected: 'one training of a model at a time',
    found: `${found}, while a call with this model is under way`,
    todo: 'Await the call before.',
  });

/**
 * Whether the graph of a call that is under way does the work: in a callback, or while that call waits.
 * @throws Problem when the work has options of its own
 */
function joins(where: string, model: tf.LayersModel, options: TrainingOptions): boolean {
  if (!UNDER_WAY.has(innerModel(model))) return false;
  const found = (['lossWeights', 'like', 'towers', 'fusion'] as const).find((option) => options[option] !== undefined);
  if (found) throw underWay(where, `its own ${found}`);
  return true;
}

/** @throws Problem when it is no compiled model, or TensorFlow.js computes on another backend */
function checkModel(where: string, model: tf.LayersModel): void {
  if (typeof model?.fit !== 'function')
    throw new Problem({
      where,
      expected: 'a LayersModel',
      found: typeof model,
      todo: 'Give it as the first argument.',
    });
  if (tf.getBackend() !== 'tensorflow')
    throw new Problem({
      where,
      expected: 'TensorFlow.js on the backend tensorflow',
      found: tf.getBackend(),
      todo: "Call `tf.setBackend('tensorflow')`.",
    });
}

/** Does `work` with the steps of a model's graph in the place of TensorFlow.js's. */
async function withGraph<T>(
  where: string,
  model: tf.LayersModel,
  options: TrainingOptions,
  work: (graph: ModelGraph) => Promise<T>,
): Promise<T> {
  const inner = innerModel(model);
  if (UNDER_WAY.has(inner)) throw underWay(where, 'another');
  const graph = new ModelGraph(inner, options);
  UNDER_WAY.add(inner);
  try {
    return await duringLoop(graph, inner, options, () => work(graph));
  } finally {
    UNDER_WAY.delete(inner);
    graph.close();
  }
}

/** Arguments of TensorFlow.js 4.22, by call. */
const ARGUMENTS: Record<string, readonly string[]> = {
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

const OPTIONS = [
  ...[
    'seed',
    'clipValue',
    'clipNorm',
    'globalClipNorm',
    'lossWeights',
    'sampleWeight',
    'like',
    'towers',
    'fusion',
    'fallback',
  ],
] as readonly (keyof TrainingOptions)[];

/**
 * Our options, and what is TensorFlow.js's.
 * @throws Problem when an argument is not one of the call's
 */
function split<T extends TrainingOptions>(
  call: string,
  args: T,
  taken: readonly (keyof TrainingOptions)[],
): { options: TrainingOptions; rest: Omit<T, keyof TrainingOptions> } {
  const known: readonly string[] = [...ARGUMENTS[call], ...taken];
  const rest = { ...args } as Record<string, unknown>;
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && !known.includes(name))
      throw new Problem({
        where: call,
        expected: `arguments ${known.join(', ')}`,
        found: name,
        todo: 'Leave it out, or mend its name.',
      });
    if ((OPTIONS as readonly string[]).includes(name)) delete rest[name];
  }
  return { options: args, rest: rest as Omit<T, keyof TrainingOptions> };
}
