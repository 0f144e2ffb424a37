import { type Difference, tCritical } from './interval';
import { moments } from './mean-interval';

export interface Welch extends Difference {
  /** The difference in standard errors. */
  t: number;
  /** By Welch and Satterthwaite, rarely whole. */
  degreesOfFreedom: number;
}

/**
 * Difference of two means, the first minus the second, whose groups may differ in variance (Welch 1947): statistic and
 * interval of scipy's `ttest_ind(equal_var=False)`. There is no p: an interval without 0 says the same.
 *
 * @param valuesA at least two, `valuesB` at least two, of one unit; difference and interval are in the same unit
 * @throws RangeError for fewer than two values, a value that is not finite, two constant groups (the degrees of freedom
 * are 0 / 0), or unless 0 < `confidence` < 1
 */
export function welch(valuesA: ArrayLike<number>, valuesB: ArrayLike<number>, confidence = 0.95): Welch {
  const [a, b] = [moments('valuesA', valuesA), moments('valuesB', valuesB)];
  const [varianceA, varianceB] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const variance = varianceA + varianceB;
  if (variance === 0)
    throw new RangeError(`expected a group with different values, found ${a.n} of ${a.mean}, ${b.n} of ${b.mean}`);
  const degreesOfFreedom = variance ** 2 / (varianceA ** 2 / (a.n - 1) + varianceB ** 2 / (b.n - 1));
  const difference = a.mean - b.mean;
  const error = Math.sqrt(variance);
  const half = tCritical(confidence, degreesOfFreedom) * error;
  return { difference, low: difference - half, high: difference + half, t: difference / error, degreesOfFreedom };
}
