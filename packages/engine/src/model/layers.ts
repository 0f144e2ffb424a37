import { tf } from '@reprise/runtime';

/** One step: takes inputs, targets and, of targets that have them, weights of rows; gives loss and metrics. */
export type Step = (data: (tf.Tensor | null)[]) => tf.Scalar[];

/** What TensorFlow.js's `LayersModel` keeps to itself, under the names of its version 4.22. */
export interface ModelInternals extends Pick<
  tf.LayersModel,
  'layers' | 'inputs' | 'outputs' | 'inputNames' | 'outputNames' | 'trainableWeights'
> {
  optimizer_: tf.Optimizer & { iterations_?: number; incrementIterations(): void };
  /** As it was compiled. */
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
    data: (tf.Tensor | null)[],
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

/** The model that does a model's work: a `Sequential` hands everything to one that it holds. */
export const innerModel = (model: tf.LayersModel): ModelInternals => {
  const sequential = model instanceof tf.Sequential;
  // It makes that one only when it is first used.
  if (sequential && !model.built) model.build(null as never);
  return (sequential ? (model as unknown as { model: ModelInternals }).model : model) as unknown as ModelInternals;
};

/** Layers inside of a layer: of a nested model, a wrapper, or stacked cells. */
function inside(layer: object): tf.layers.Layer[] {
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

/** All layers of a model, each once: also those of nested models and inside of wrappers. */
export function allLayers(model: object, found = new Set<tf.layers.Layer>()): Set<tf.layers.Layer> {
  for (const layer of inside(model))
    if (!found.has(layer)) {
      found.add(layer);
      allLayers(layer, found);
    }
  return found;
}
