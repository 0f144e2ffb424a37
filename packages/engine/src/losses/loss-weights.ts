import { tf } from '@reprise/runtime';
import type { ModelInternals } from '../tfjs/model-internals';
import { patch } from '../tfjs/patch';

/** The factor of each output's loss in the total loss: a list, or a map by output names. */
export type LossWeights = number[] | Record<string, number>;

const asList = (model: ModelInternals, weights: LossWeights): number[] =>
  Array.isArray(weights) ? weights : model.outputNames.map((name) => weights[name] ?? 1);

/** Multiplies the losses of a model by their weights. @returns a function that restores them */
export function applyLossWeights(model: ModelInternals, weights: LossWeights | undefined): () => void {
  if (!weights) return () => undefined;
  const factors = asList(model, weights);
  return patch(
    model,
    'lossFunctions',
    model.lossFunctions.map((loss, i) => (truth, guess) => tf.mul(loss(truth, guess), factors[i])),
  );
}

/**
 * Removes the weights from the reported losses of the outputs, as Keras does.
 * @param results of a step: the total loss, the losses of the outputs if there are several, metrics
 */
export function withoutLossWeights(
  model: ModelInternals,
  weights: LossWeights | undefined,
  results: tf.Tensor[],
): tf.Tensor[] {
  const count = model.outputs.length;
  if (!weights || count === 1) return results;
  const factors = asList(model, weights);
  return results.map((result, i) => (i >= 1 && i <= count ? tf.div(result, factors[i - 1]) : result));
}
