import { toHalf } from '@reprise/data';
import type { tf } from '@reprise/runtime';
import type { Experiment } from '../experiment';
import { kerasWeights, valuesOfWeight } from '../formats/keras/weights';
import type { Callback } from './train-epochs';

/** The most weights of a model that is kept after each epoch: 200 kB an epoch. */
const MOST_WEIGHTS = 100_000;

/** Whether a run keeps its epochs, for the page: trainings of small models that are no variants. */
export const keepsEpochs = ({ name, model }: Experiment, built: tf.LayersModel): boolean =>
  name === model && built.countParams() <= MOST_WEIGHTS;

/** A model's weights, one after the other as in its weight file. */
export function weightsOf(model: tf.LayersModel): Float32Array {
  const weights = kerasWeights(model).flatMap((layer) => layer.weights);
  return Float32Array.from(weights.flatMap((weight) => [...valuesOfWeight(weight)]));
}

/** Keeps the weights of a model after each epoch, in half precision. */
export const epochWeights = (model: tf.LayersModel): Callback => ({
  onEpochEnd: (state) => void (state.weights ??= []).push(toHalf(weightsOf(model))),
});
