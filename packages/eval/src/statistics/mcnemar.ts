import binomialCdf = require('@stdlib/stats-base-dists-binomial-cdf');
import chisquareCdf = require('@stdlib/stats-base-dists-chisquare-cdf');
import { checkCount } from './check';

export interface McNemar {
  /** `exact`: the smaller count; `corrected`: chi-square with one degree of freedom. */
  statistic: number;
  /** Two-sided. */
  p: number;
}

/**
 * McNemar's test (1947) of two classifiers on the same rows: whether the rows that only one of them gets right are
 * shared out evenly. `exact` is the two-sided binomial test, as statsmodels' `mcnemar(exact=True)`; `corrected` the
 * chi-square test with Edwards' continuity correction (1948), (|b - c| - 1)² / (b + c), as
 * `mcnemar(exact=False, correction=True)`, which says 1 / (2b) where b = c. Without such rows p is 1.
 * A p of `corrected` is right to 1e-14 absolute, so one below that comes out as about 0; those of `exact` keep
 * their digits.
 *
 * @param b rows that only the first gets right, `c` rows that only the second does
 * @throws RangeError unless both are whole and 0 or more
 * @example mcnemar(3, 9, 'exact') // { statistic: 3, p: 0.14599609375 }
 */
export function mcnemar(b: number, c: number, kind: 'exact' | 'corrected'): McNemar {
  checkCount('b', b);
  checkCount('c', c);
  const n = b + c;
  if (n === 0) return { statistic: 0, p: 1 };
  if (kind === 'exact') {
    const statistic = Math.min(b, c);
    return { statistic, p: Math.min(1, 2 * binomialCdf(statistic, n, 0.5)) };
  }
  const statistic = (Math.abs(b - c) - 1) ** 2 / n;
  return { statistic, p: 1 - chisquareCdf(statistic, 1) };
}
