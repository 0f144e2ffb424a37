import { median } from '../../metrics/mean';
import type { Interval } from '../../statistics/intervals/interval';
import { meanInterval, predictionInterval } from '../../statistics/intervals/means';
import { oneSidedRank } from '../../statistics/tests/order';
import type { Verdict } from '../verdict';

/** How the seeds of a number are taken to be distributed: URL models stop early, so nothing is assumed. */
export type Distribution = 'normal' | 'any';

/** What the seeds of a printed number say. */
export interface Decision {
  /** `outside the spread` is published as undecided: equivalent, but no possible run. */
  verdict: Verdict | 'outside the spread';
  /** The mean of normal seeds, the median of others. */
  centre: number;
  /** Decides equivalence. */
  interval: Interval;
  /** Where one more run lies. */
  oneMore: Interval;
}

/** Interval of two one-sided tests, where one more run lies, and the centre. */
function intervals(sorted: readonly number[], distribution: Distribution, level: number): Omit<Decision, 'verdict'> {
  if (distribution === 'normal') {
    const { mean, low, high } = meanInterval(sorted, 1 - 2 * level);
    const oneMore = predictionInterval(sorted);
    return { centre: mean, interval: { low, high }, oneMore: { low: oneMore.low, high: oneMore.high } };
  }
  const n = sorted.length;
  const outside = oneSidedRank(n);
  return {
    centre: median(sorted),
    interval: { low: sorted[outside], high: sorted[n - 1 - outside] },
    oneMore: { low: sorted[0], high: sorted[n - 1] },
  };
}

/**
 * The rule of docs/protocol.md for printed numbers.
 * @param seeds ours, in any order: at least two normal ones, one of others
 * @param x the printed number, in the seeds' unit as is `margin`
 * @param level of each of the two one-sided tests
 * @throws RangeError for fewer seeds
 */
export function decideNumber(
  seeds: readonly number[],
  x: number,
  margin: number,
  distribution: Distribution,
  level: number,
): Decision {
  const sorted = seeds.toSorted((a, b) => a - b);
  const found = intervals(sorted, distribution, level);
  const { interval, oneMore } = found;
  const equivalent = interval.low >= x - margin && interval.high <= x + margin;
  const outside = interval.low > x + margin || interval.high < x - margin;
  const onOneSide = sorted[0] > x + margin || (sorted.at(-1) as number) < x - margin;
  const possible = oneMore.low <= x && x <= oneMore.high;
  const decide = (): Decision['verdict'] => {
    if (onOneSide || (outside && !possible)) return 'not reproduced';
    if (possible) return equivalent ? 'reproduced' : 'compatible with seed spread';
    return equivalent ? 'outside the spread' : 'undecided';
  };
  return { verdict: decide(), ...found };
}
