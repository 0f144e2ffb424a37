import { checkFinite } from '../check';
import { type Interval, tCritical } from './interval';

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
 * `t.interval(level, n - 1, mean, sem)`.
 *
 * @param values at least two, of any unit; the interval is in the same unit
 * @throws RangeError for fewer than two values or a value that is not finite
 * @example meanInterval([1, 2, 3]) // { n: 3, mean: 2, sd: 1, low: -0.4841…, high: 4.4841… }
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): MeanInterval {
  const { n, mean, sd } = moments('values', values);
  const half = (tCritical(n - 1, (1 - level) / 2) * sd) / Math.sqrt(n);
  return { n, mean, sd, low: mean - half, high: mean + half };
}

/**
 * The interval in which one further value will lie, for normally distributed values: mean ± t s √(1 + 1 / n) (Hahn and
 * Meeker 1991, "Statistical Intervals", chapter 4). Arguments and errors are those of {@link meanInterval}.
 *
 * @example predictionInterval([1, 2, 3]) // { n: 3, mean: 2, sd: 1, low: -2.968…, high: 6.968… }
 */
export function predictionInterval(values: ArrayLike<number>, level = 0.95): MeanInterval {
  const { n, mean, sd } = moments('values', values);
  const half = tCritical(n - 1, (1 - level) / 2) * sd * Math.sqrt(1 + 1 / n);
  return { n, mean, sd, low: mean - half, high: mean + half };
}
