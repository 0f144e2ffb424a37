import { checkCount } from './check';
import { normalCritical } from './critical-value';
import type { Interval } from './interval';

/**
 * Score interval of a proportion, without continuity correction (Wilson 1927), as statsmodels'
 * `proportion_confint(method='wilson')`. It never leaves [0, 1], and is of use at 0 and at `n` successes too.
 *
 * @param successes of `n` trials, both whole
 * @returns shares from 0 to 1
 * @throws RangeError unless 0 <= `successes` <= `n`, `n` >= 1 and 0 < `confidence` < 1
 * @example wilson(0, 10) // { low: 0, high: 0.2775… }
 */
export function wilson(successes: number, n: number, confidence = 0.95): Interval {
  checkCount('n', n, 1);
  checkCount('successes', successes);
  if (successes > n) throw new RangeError(`successes: expected ${n} at most, found ${successes}`);
  const z2 = normalCritical(confidence) ** 2;
  const share = successes / n;
  const denominator = 1 + z2 / n;
  const centre = (share + z2 / (2 * n)) / denominator;
  const half = Math.sqrt((z2 * share * (1 - share)) / n + (z2 / (2 * n)) ** 2) / denominator;
  // At its extremes the interval ends exactly there; the sums above are a rounding off.
  return {
    low: successes === 0 ? 0 : centre - half,
    high: successes === n ? 1 : centre + half,
  };
}
