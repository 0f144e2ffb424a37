import { checkBinary, checkSameLength } from './check';
import { normalCritical } from './critical-value';
import type { Difference } from './interval';

export interface PairedDifference extends Difference {
  /** Rows that only the first gets right. */
  b: number;
  /** Rows that only the second gets right. */
  c: number;
}

/**
 * Difference of two accuracies on the same rows, the first less the second, with the adjusted Wald interval of Agresti
 * and Min 2005 ("Simple improved confidence intervals for comparing matched proportions"): 0.5 is added to each of the
 * four counts, and the interval is cut to [-1, 1]. Its centre is nearer to 0 than the observed difference.
 *
 * @param correctA [rows] 1 where the first is right, 0 where not; `correctB` [rows] of the second
 * @returns differences of shares, from -1 to 1
 * @throws RangeError when lengths differ, without rows, of other values, or unless 0 < `confidence` < 1
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
