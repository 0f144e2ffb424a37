import binomialCdf = require('@stdlib/stats-base-dists-binomial-cdf');
import chisquareCdf = require('@stdlib/stats-base-dists-chisquare-cdf');
import { checkBinary, checkCount, checkSameLength } from '../check';
import { type Difference, Z } from './interval';

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
 * @throws RangeError for different lengths, no rows, or other values
 */
export function pairedDifference(correctA: ArrayLike<number>, correctB: ArrayLike<number>): PairedDifference {
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
  const half = (Z * Math.sqrt(b + c + 1 - (b - c) ** 2 / (n + 2))) / (n + 2);
  return { difference: (b - c) / n, low: Math.max(-1, centre - half), high: Math.min(1, centre + half), b, c };
}

/**
 * Two-sided p of McNemar's test (1947) of two classifiers on the same rows: whether the rows that only one of them
 * classifies correctly are evenly divided. `exact` is the binomial test, as statsmodels' `mcnemar(exact=True)`;
 * `corrected` is the chi-square test with Edwards' continuity correction (1948), (|b - c| - 1)² / (b + c), as
 * `mcnemar(exact=False, correction=True)`. Without such rows p is 1. `corrected` has an absolute error of up to 1e-14, so
 * smaller ones are about 0; `exact` keeps its digits.
 *
 * @param b rows that only the first classifies correctly, `c` rows that only the second does
 * @throws RangeError unless both are whole and at least 0
 * @example mcnemar(3, 9).exact // 0.14599609375
 */
export function mcnemar(b: number, c: number): { exact: number; corrected: number } {
  checkCount('b', b);
  checkCount('c', c);
  const n = b + c;
  if (n === 0) return { exact: 1, corrected: 1 };
  return {
    exact: Math.min(1, 2 * binomialCdf(Math.min(b, c), n, 0.5)),
    corrected: 1 - chisquareCdf((Math.abs(b - c) - 1) ** 2 / n, 1),
  };
}
