import { PUBLISHED, type ModelName } from '../../published/published';
import type { TrainedRun } from '../../report/read-run';
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

/** Curves that the notebook's logs print. */
export type CurveName = 'loss' | 'val_loss' | 'acc' | 'val_acc';

/**
 * How far one of our curves is from the notebook's. Several seeds give a yardstick: the farthest of them from the mean of
 * the others.
 */
export const distanceToPublished =
  (experiment: string, model: ModelName, name: CurveName): Claim['measure'] =>
  async (evidence) => {
    const found = await evidence.run(experiment);
    if ('missing' in found) return found;
    const published = PUBLISHED[model].history[name] ?? [];
    const curve = ({ run: { history } }: TrainedRun): number[] => history[name] ?? [];
    const value = curveDistance(curve(found), published);
    const details = {
      'epochs that both have': Math.min(curve(found).length, published.length),
      epochs: `${curve(found).length} here, ${published.length} in the notebook`,
    };
    const runs = experiment === model ? await evidence.seeds(experiment) : undefined;
    if (!runs) return { value, details, oneSeed: true };
    const curves = runs.map(curve);
    const apart = curves.map((one, i) => curveDistance(one, meanCurve(curves.filter((_, other) => other !== i))));
    const seeds = curves.map((one) => curveDistance(one, published));
    return { value, seeds, details, spread: { low: 0, high: Math.max(...apart) } };
  };
