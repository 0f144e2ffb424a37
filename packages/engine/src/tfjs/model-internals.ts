import { tf } from '@reprise/runtime';

/** A batch: inputs, then targets, then sample weights of the targets; null for a target without weights. */
export type Data = (tf.Tensor | null)[];

/** One step on a batch. @returns loss and metrics */
export type Step = (data: Data) => tf.Scalar[];

/** Private members of TensorFlow.js's `LayersModel`, as its version 4.22 names them. */
export interface ModelInternals extends Pick<
  tf.LayersModel,
  'layers' | 'inputs' | 'outputs' | 'inputNames' | 'outputNames' | 'trainableWeights'
> {
  optimizer_: tf.Optimizer & { iterations_?: number; incrementIterations(): void };
  /** The `loss` argument of `compile`. */
  loss: unknown;
  metricsTensors: [(truth: tf.Tensor, guess: tf.Tensor) => tf.Tensor, number][];
  collectedTrainableWeights: { trainable: boolean }[];
  calculateLosses(): tf.Scalar[];
  lossFunctions: ((truth: tf.Tensor, guess: tf.Tensor) => tf.Tensor)[];
  makeTrainFunction(): Step;
  makeTestFunction(): void;
  testFunction: Step;
  fitLoop(
    ...given: [
      ...[step: Step, data: Data, labels: string[], batchSize: number, epochs: number | undefined, verbose: unknown],
      ...[callbacks: object | object[] | null | undefined, valStep: Step | null, valData: tf.Tensor[] | undefined],
      ...[shuffle: unknown, metrics: string[], initialEpoch: number | undefined, ...rest: unknown[]],
    ]
  ): Promise<tf.History>;
  predictLoop(inputs: tf.Tensor | tf.Tensor[], batchSize?: number): tf.Tensor | tf.Tensor[];
  standardizeUserData(...given: unknown[]): Promise<[tf.Tensor[], tf.Tensor[], tf.Tensor[] | null]>;
}

/** The functional model that does the work: a `Sequential` delegates to one. */
export const innerModel = (model: tf.LayersModel): ModelInternals => {
  const sequential = model instanceof tf.Sequential;
  // A Sequential creates its functional model at its first use.
  if (sequential && !model.built) model.build(null as never);
  return (sequential ? (model as unknown as { model: ModelInternals }).model : model) as unknown as ModelInternals;
};

/** Members that hold the layers of a nested model or a wrapper, and the cells of a recurrent layer. */
const NESTED = ['layers', 'cells', 'layer', 'forwardLayer', 'backwardLayer', 'cell'];

/** All layers of a model, each once, including those of nested models and wrappers. */
export function allLayers(model: object, layers = new Set<tf.layers.Layer>()): Set<tf.layers.Layer> {
  const members = model as Record<string, tf.layers.Layer | tf.layers.Layer[] | null | undefined>;
  for (const layer of NESTED.flatMap((name) => members[name] ?? []))
    if (!layers.has(layer)) {
      layers.add(layer);
      allLayers(layer, layers);
    }
  return layers;
}
