import { PUBLISHED, type ModelName } from '../../published/published';
import { MODEL_NAMES } from '../../report/model-names';
import type { TrainedRun } from '../../report/read-run';
import { welch } from '../../statistics';
import type { Claim } from '../claim';
import { ofTwoRuns } from './of-two-runs';
import { number } from '../number';

/**
 * How unsteadily a curve falls: the sum of its rises from one epoch to the next, as a share of the whole range that it
 * covers. 0 where it never rises.
 * @example unsteadiness([1, 0.5, 0.6, 0.2]) // 0.1 / 0.8 = 0.125
 */
export function unsteadiness(curve: readonly number[]): number {
  let rises = 0;
  for (let i = 1; i < curve.length; i++) rises += Math.max(0, curve[i] - curve[i - 1]);
  return rises === 0 ? 0 : rises / (Math.max(...curve) - Math.min(...curve));
}

/** A number of each run of two experiments, the first one's less the second one's; over seeds an interval, else none. */
const differenceOf = (first: string, second: string, of: (run: TrainedRun) => number): Claim['measure'] =>
  ofTwoRuns(first, second, async (a, b, evidence) => {
    const value = of(a) - of(b);
    const details = { [a.run.title]: of(a), [b.run.title]: of(b) };
    const models = [a, b].every(({ run }) => run.experiment === run.model);
    const [as, bs] = models ? [await evidence.seeds(first), await evidence.seeds(second)] : [];
    if (!as || !bs) return { value, details };
    const { difference, low, high } = welchOrExact(as.map(of), bs.map(of));
    const interval = `Welch, ${as.length} and ${bs.length} seeds`;
    return {
      value: difference,
      low,
      high,
      interval,
      details: {
        [`${first}, by seed`]: as.map((run) => number(of(run))).join(', '),
        [`${second}, by seed`]: bs.map((run) => number(of(run))).join(', '),
      },
    };
  });

/** Where no seed differs from another there is nothing to estimate: the difference is what it is. */
function welchOrExact(as: number[], bs: number[]): { difference: number; low: number; high: number } {
  const constant = (values: number[]): boolean => values.every((value) => value === values[0]);
  if (!constant(as) || !constant(bs)) return welch(as, bs);
  const difference = as[0] - bs[0];
  return { difference, low: difference, high: difference };
}

/** How many epochs more the notebook's log of the first model has. */
export const publishedMoreEpochsThan = (first: ModelName, second: ModelName): Claim['measure'] => {
  const [a, b] = [first, second].map((model) => PUBLISHED[model].history.val_loss.length);
  return () => ({
    value: a - b,
    low: a - b,
    high: a - b,
    details: { [MODEL_NAMES[first]]: a, [MODEL_NAMES[second]]: b },
  });
};

/** How much less steadily the notebook's own val_loss of the first model falls than the second one's. */
export const publishedUnsteadierThan = (first: ModelName, second: ModelName): Claim['measure'] => {
  const [a, b] = [first, second].map((model) => unsteadiness(PUBLISHED[model].history.val_loss));
  const value = a - b;
  return () => ({ value, low: value, high: value, details: { [MODEL_NAMES[first]]: a, [MODEL_NAMES[second]]: b } });
};

/** How much less steadily the first one's val_loss falls than the second one's. */
export const unsteadierThan = (first: string, second: string): Claim['measure'] =>
  differenceOf(first, second, ({ run }) => unsteadiness(run.history.val_loss));

/** How many epochs more the first one's last `fit` ran. */
export const moreEpochsThan = (first: string, second: string): Claim['measure'] =>
  differenceOf(first, second, ({ run }) => run.epochs_run);
