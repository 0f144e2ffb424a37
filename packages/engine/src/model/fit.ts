import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { ModelGraph, type TrainingOptions } from './model-graph';
import { innerModel } from './layers';
import { prefetch, withBefore } from './prefetch';
import { duringLoop } from './tensorflow-loop';

export type { TrainingOptions } from './model-graph';

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
  const { options, rest } = split('fit', args, OPTIONS);
  const graph = new ModelGraph(innerModel(model), options);
  try {
    return await duringLoop(graph, innerModel(model), options, () => model.fit(x, y, rest));
  } finally {
    graph.close();
  }
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
  const { options, rest } = split(
    'fitDataset',
    args,
    OPTIONS.filter((name) => name !== 'sampleWeight'),
  );
  const graph = new ModelGraph(innerModel(model), options);
  const ahead = prefetch(dataset as never);
  // TensorFlow.js weighs the rows of a batch only after it has begun.
  const begin = async (): Promise<void> => (rest.classWeight ? undefined : graph.begin(ahead.current()));
  const callbacks = withBefore(rest.callbacks, begin);
  try {
    return await duringLoop(graph, innerModel(model), options, () =>
      model.fitDataset(ahead.dataset as never, { ...rest, callbacks } as never),
    );
  } finally {
    await ahead.end();
    graph.close();
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
  const { options, rest } = split('evaluate', args, ['lossWeights', 'like', 'towers', 'fusion', 'fallback']);
  const graph = new ModelGraph(innerModel(model), options);
  try {
    return await duringLoop(graph, innerModel(model), options, async () => model.evaluate(x, y, rest));
  } finally {
    graph.close();
  }
}

/** `model.predict(x, args)` of TensorFlow.js, each batch in one call of TensorFlow. */
export async function predict(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  args: Parameters<tf.LayersModel['predict']>[1] & Pick<TrainingOptions, 'towers' | 'fusion' | 'fallback'> = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  const { options, rest } = split('predict', args, ['towers', 'fusion', 'fallback']);
  const graph = new ModelGraph(innerModel(model), options);
  try {
    return await duringLoop(graph, innerModel(model), options, async () => model.predict(x, rest));
  } finally {
    graph.close();
  }
}

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
 * @throws Problem when an option is none of the call's
 */
function split<T extends TrainingOptions>(
  call: string,
  args: T,
  taken: readonly (keyof TrainingOptions)[],
): { options: TrainingOptions; rest: Omit<T, keyof TrainingOptions> } {
  const rest = { ...args } as Record<string, unknown>;
  for (const name of OPTIONS) {
    if (args[name] !== undefined && !taken.includes(name))
      throw new Problem({
        where: call,
        expected: `of our options ${taken.join(', ')}`,
        found: name,
        todo: 'Leave it out.',
      });
    delete rest[name];
  }
  return { options: args, rest: rest as Omit<T, keyof TrainingOptions> };
}
