import { tCritical } from './critical-value';
import type { Difference } from './interval';
import { moments } from './moments';

export interface Welch extends Difference {
  /** The difference in standard errors. */
  t: number;
  /** Of Welch and Satterthwaite, seldom whole. */
  degreesOfFreedom: number;
}

/**
 * Difference of two means, the first less the second, whose groups may differ in spread (Welch 1947): statistic and
 * interval of scipy's `ttest_ind(equal_var=False)`. It gives no p: an interval without 0 says the same.
 *
 * @param valuesA two or more, `valuesB` two or more, of one unit; difference and interval are in the same
 * @throws RangeError of fewer than two values, of one that is not finite, when both groups are constant (the degrees of
 * freedom are 0 / 0), or unless 0 < `confidence` < 1
 */
export function welch(valuesA: ArrayLike<number>, valuesB: ArrayLike<number>, confidence = 0.95): Welch {
  const [a, b] = [moments('valuesA', valuesA), moments('valuesB', valuesB)];
  const [varianceA, varianceB] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const variance = varianceA + varianceB;
  if (variance === 0) {
    throw new RangeError(
      `expected values that differ in a group or both, found ${a.n} of ${a.mean}, ${b.n} of ${b.mean}`,
    );
  }
  const degreesOfFreedom = variance ** 2 / (varianceA ** 2 / (a.n - 1) + varianceB ** 2 / (b.n - 1));
  const difference = a.mean - b.mean;
  const error = Math.sqrt(variance);
  const half = tCritical(confidence, degreesOfFreedom) * error;
  return { difference, low: difference - half, high: difference + half, t: difference / error, degreesOfFreedom };
}
