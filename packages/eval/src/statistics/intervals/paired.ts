import binomialCdf = require('@stdlib/stats-base-dists-binomial-cdf');
import chisquareCdf = require('@stdlib/stats-base-dists-chisquare-cdf');
import { checkBinary, checkCount, checkSameLength } from '../check';
import { type Difference, normalCritical } from './interval';

export interface PairedDifference extends Difference {
  /** Rows that only the first classifies correctly. */
  b: number;
  /** Rows that only the second classifies correctly. */
  c: number;
}

/**
 * Difference of two accuracies on the same rows, the first minus the second, with the adjusted Wald interval of Agresti
 * and Min 2005 ("Simple improved confidence intervals for comparing matched proportions"): 0.5 is added to each of the
 * four counts, and the interval is clipped to [-1, 1]. Its centre is nearer to 0 than the observed difference.
 *
 * @param correctA [rows] 1 where the first is correct, else 0; `correctB` [rows] of the second
 * @returns differences of shares, from -1 to 1
 * @throws RangeError for different lengths, no rows, other values, or unless 0 < `confidence` < 1
 */
export function pairedDifference(
  correctA: ArrayLike<number>,
  correctB: ArrayLike<number>,
  confidence = 0.95,
): PairedDifference {
  checkSameLength('correctA and correctB', correctA, correctB);
  checkBinary('correctA', correctA);
  checkBinary('correctB', correctB);
  const n = correctA.length;
  let b = 0;
  let c = 0;
  for (let i = 0; i < n; i++) {
    if (correctA[i] > correctB[i]) b++;
    if (correctA[i] < correctB[i]) c++;
  }
  const centre = (b - c) / (n + 2);
  const half = (normalCritical(confidence) * Math.sqrt(b + c + 1 - (b - c) ** 2 / (n + 2))) / (n + 2);
  return { difference: (b - c) / n, low: Math.max(-1, centre - half), high: Math.min(1, centre + half), b, c };
}

/**
 * McNemar's test (1947) of two classifiers on the same rows: whether the rows that only one of them classifies
 * correctly are evenly divided. `exact` is the two-sided binomial test, as statsmodels' `mcnemar(exact=True)`;
 * `corrected` is the chi-square test with Edwards' continuity correction (1948), (|b - c| - 1)² / (b + c), as
 * `mcnemar(exact=False, correction=True)`. Without such rows p is 1. A p of `corrected` has an absolute error of up to
 * 1e-14, so smaller ones are about 0; those of `exact` keep their digits.
 *
 * @param b rows that only the first classifies correctly, `c` rows that only the second does
 * @returns the smaller count (`exact`) or chi-square with one degree of freedom (`corrected`), and the two-sided p
 * @throws RangeError unless both are whole and at least 0
 * @example mcnemar(3, 9, 'exact') // { statistic: 3, p: 0.14599609375 }
 */
export function mcnemar(b: number, c: number, kind: 'exact' | 'corrected'): { statistic: number; p: number } {
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
