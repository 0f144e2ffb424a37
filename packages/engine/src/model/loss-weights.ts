import { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';
import type { ModelInternals } from './layers';

/** The factor of each output's loss in the total loss: a list, or a map by the outputs' names. */
export type LossWeights = number[] | Record<string, number>;

const asList = (model: ModelInternals, weights: LossWeights): number[] =>
  Array.isArray(weights) ? weights : model.outputNames.map((name) => weights[name] ?? 1);

/** Multiplies the losses of a model. @returns what puts them back */
export function weighLosses(model: ModelInternals, weights: LossWeights | undefined): () => void {
  if (!weights) return () => undefined;
  const factors = asList(model, weights);
  return standIn(
    model,
    'lossFunctions',
    model.lossFunctions.map((loss, i) => (truth, guess) => tf.mul(loss(truth, guess), factors[i])),
  );
}

/** The losses of the outputs without their weights, as Keras reports them, after the total loss. */
export function unweighed(model: ModelInternals, weights: LossWeights | undefined, outputs: tf.Tensor[]): tf.Tensor[] {
  const count = model.outputs.length;
  if (!weights || count === 1) return outputs;
  const factors = asList(model, weights);
  return outputs.map((output, i) => (i >= 1 && i <= count ? tf.div(output, factors[i - 1]) : output));
}
