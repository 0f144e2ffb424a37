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
    step: Step,
    data: Data,
    labels: string[],
    batchSize: number,
    epochs: number | undefined,
    verbose: number | undefined,
    callbacks: unknown,
    valStep: Step | null,
    valData: tf.Tensor[],
    shuffle: unknown,
    metrics: string[],
    initialEpoch: number | undefined,
    ...rest: unknown[]
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

/** Layers inside of a nested model, a wrapper or stacked cells. */
function innerLayers(layer: object): tf.layers.Layer[] {
  const {
    layers,
    layer: wrapped,
    forwardLayer,
    backwardLayer,
    cell,
    cells,
  } = layer as {
    [name in 'layer' | 'forwardLayer' | 'backwardLayer' | 'cell']?: tf.layers.Layer;
  } & { [name in 'layers' | 'cells']?: tf.layers.Layer[] };
  return [...(layers ?? []), ...(cells ?? []), wrapped, forwardLayer, backwardLayer, cell].filter(
    (each) => each !== undefined && each !== null,
  );
}

/** All layers of a model, each once, including those of nested models and wrappers. */
export function allLayers(model: object, layers = new Set<tf.layers.Layer>()): Set<tf.layers.Layer> {
  for (const layer of innerLayers(model))
    if (!layers.has(layer)) {
      layers.add(layer);
      allLayers(layer, layers);
    }
  return layers;
}
