import { checkFinite } from '../check';
import { type Difference, type Interval, tCritical } from './interval';

interface Moments {
  n: number;
  mean: number;
  /** Of the sample, with n - 1 in the denominator. */
  sd: number;
}

type MeanInterval = Moments & Interval;

/**
 * Mean and sample standard deviation, from deviations: sums of squares lose the deviations of values far from 0.
 *
 * @throws RangeError for fewer than two values or a value that is not finite
 */
export function moments(name: string, values: ArrayLike<number>): Moments {
  checkFinite(name, values, 2);
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  // The mean's rounding error would give equal values a spread: subtract the deviations' own mean.
  const near = sum / n;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += values[i] - near;
  const mean = near + rest / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  return { n, mean, sd: Math.sqrt(squares / (n - 1)) };
}

/**
 * Student's t interval of the mean, for normally distributed values: mean ± t s / √n, as scipy's
 * `t.interval(0.95, n - 1, mean, sem)`.
 *
 * @param values at least two, of any unit; the interval is in the same unit
 * @throws RangeError for fewer than two values or a value that is not finite
 * @example meanInterval([1, 2, 3]) // { n: 3, mean: 2, sd: 1, low: -0.4841…, high: 4.4841… }
 */
export function meanInterval(values: ArrayLike<number>): MeanInterval {
  const { n, mean, sd } = moments('values', values);
  const half = (tCritical(n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, low: mean - half, high: mean + half };
}

/**
 * The interval in which one further value will lie, for normally distributed values: mean ± t s √(1 + 1 / n) (Hahn and
 * Meeker 1991, "Statistical Intervals", chapter 4). Arguments and errors are those of {@link meanInterval}.
 *
 * @example predictionInterval([1, 2, 3]) // { n: 3, mean: 2, sd: 1, low: -2.968…, high: 6.968… }
 */
export function predictionInterval(values: ArrayLike<number>): MeanInterval {
  const { n, mean, sd } = moments('values', values);
  const half = tCritical(n - 1) * sd * Math.sqrt(1 + 1 / n);
  return { n, mean, sd, low: mean - half, high: mean + half };
}

/**
 * Difference of two means, the first minus the second, whose groups may differ in variance (Welch 1947): the interval of
 * scipy's `ttest_ind(equal_var=False)`, with the degrees of freedom of Welch and Satterthwaite.
 *
 * @param valuesA at least two, `valuesB` at least two, of one unit; difference and interval are in the same unit
 * @throws RangeError for fewer than two values, a value that is not finite, or two constant groups (the degrees of freedom
 * are 0 / 0)
 */
export function welch(valuesA: ArrayLike<number>, valuesB: ArrayLike<number>): Difference {
  const [a, b] = [moments('valuesA', valuesA), moments('valuesB', valuesB)];
  const [varianceA, varianceB] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const variance = varianceA + varianceB;
  if (variance === 0)
    throw new RangeError(`expected a group with different values, found ${a.n} of ${a.mean}, ${b.n} of ${b.mean}`);
  const degreesOfFreedom = variance ** 2 / (varianceA ** 2 / (a.n - 1) + varianceB ** 2 / (b.n - 1));
  const difference = a.mean - b.mean;
  const half = tCritical(degreesOfFreedom) * Math.sqrt(variance);
  return { difference, low: difference - half, high: difference + half };
}
