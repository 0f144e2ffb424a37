import { checkCount } from '../check';
import { type Difference, type Interval, Z } from './interval';

/**
 * Score interval of a proportion, without continuity correction (Wilson 1927), as statsmodels'
 * `proportion_confint(method='wilson')`. It stays within [0, 1] and is also valid for 0 and `n` successes.
 *
 * @param successes of `n` trials, both whole
 * @returns shares from 0 to 1
 * @throws RangeError unless 0 <= `successes` <= `n` and `n` >= 1
 * @example wilson(0, 10) // { low: 0, high: 0.2775… }
 */
export function wilson(successes: number, n: number): Interval {
  checkCount('n', n, 1);
  checkCount('successes', successes);
  if (successes > n) throw new RangeError(`successes: expected at most ${n}, found ${successes}`);
  const z2 = Z ** 2;
  const share = successes / n;
  const denominator = 1 + z2 / n;
  const centre = (share + z2 / (2 * n)) / denominator;
  const half = Math.sqrt((z2 * share * (1 - share)) / n + (z2 / (2 * n)) ** 2) / denominator;
  // The interval ends exactly at 0 and 1; the sums above are off by a rounding error.
  return {
    low: successes === 0 ? 0 : centre - half,
    high: successes === n ? 1 : centre + half,
  };
}

/**
 * Difference of two independent proportions with the hybrid score interval, without continuity correction (Newcombe
 * 1998, "Interval estimation for the difference between independent proportions", method 10), as statsmodels'
 * `confint_proportions_2indep(method='newcomb', compare='diff')`.
 *
 * @param x1 successes of `n1` trials, and `x2` of `n2`, all whole
 * @returns differences from -1 to 1
 * @throws RangeError unless each count is from 0 to its `n` and each `n` >= 1
 * @example newcombe(56, 70, 48, 80) // { difference: 0.2, low: 0.0524…, high: 0.3338… }
 */
export function newcombe(x1: number, n1: number, x2: number, n2: number): Difference {
  const [p1, p2] = [x1 / n1, x2 / n2];
  const [first, second] = [wilson(x1, n1), wilson(x2, n2)];
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - first.low, second.high - p2),
    high: difference + Math.hypot(first.high - p1, p2 - second.low),
  };
}
