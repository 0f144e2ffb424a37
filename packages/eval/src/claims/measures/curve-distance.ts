import type { ModelName } from '@reprise/engine/records';
import { PUBLISHED } from '../../published/published';
import type { Claim } from '../claim';

/** Mean absolute difference of two curves over the epochs that both have. */
export function curveDistance(a: readonly number[], b: readonly number[]): number {
  const epochs = Math.min(a.length, b.length);
  if (epochs === 0) throw new RangeError('expected two curves of an epoch or more, found an empty one');
  let sum = 0;
  for (let epoch = 0; epoch < epochs; epoch++) sum += Math.abs(a[epoch] - b[epoch]);
  return sum / epochs;
}

/** Mean of several curves, epoch by epoch, as far as the shortest goes. */
const meanCurve = (curves: readonly (readonly number[])[]): number[] => {
  const epochs = Math.min(...curves.map(({ length }) => length));
  return Array.from({ length: epochs }, (_, i) => curves.reduce((sum, curve) => sum + curve[i], 0) / curves.length);
};

/**
 * How far our val_loss is from the notebook's. Several seeds give a yardstick: the farthest of them from the mean of the
 * others.
 */
export const valLossDistance =
  (experiment: string, model: ModelName): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const published = PUBLISHED[model].history.val_loss;
    const value = curveDistance(run.run.history.val_loss, published);
    const runs = experiment === model ? await evidence.seeds(experiment) : undefined;
    if (!runs) return { value };
    const curves = runs.map(({ run: { history } }) => history.val_loss);
    const apart = curves.map((curve, i) => curveDistance(curve, meanCurve(curves.filter((_, other) => other !== i))));
    const seeds = curves.map((curve) => curveDistance(curve, published));
    return { value, seeds, spread: { low: 0, high: Math.max(...apart) } };
  };
