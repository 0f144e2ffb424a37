import type { Difference } from './interval';
import { wilson } from './wilson';

/**
 * Difference of two independent proportions with the hybrid score interval, without continuity correction (Newcombe
 * 1998, "Interval estimation for the difference between independent proportions", method 10), as statsmodels'
 * `confint_proportions_2indep(method='newcomb', compare='diff')`.
 *
 * @param x1 successes of `n1` trials, and `x2` of `n2`, all whole
 * @returns differences from -1 to 1
 * @throws RangeError unless each count is from 0 to its `n`, each `n` >= 1 and 0 < `confidence` < 1
 * @example newcombe(56, 70, 48, 80) // { difference: 0.2, low: 0.0524…, high: 0.3338… }
 */
export function newcombe(x1: number, n1: number, x2: number, n2: number, confidence = 0.95): Difference {
  const [p1, p2] = [x1 / n1, x2 / n2];
  const [first, second] = [wilson(x1, n1, confidence), wilson(x2, n2, confidence)];
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - first.low, second.high - p2),
    high: difference + Math.hypot(first.high - p1, p2 - second.low),
  };
}
