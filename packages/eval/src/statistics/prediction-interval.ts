import { tCritical } from './critical-value';
import type { MeanInterval } from './mean-interval';
import { moments } from './moments';

/**
 * Where one further value will lie, for values of a normal distribution: mean ± t s √(1 + 1 / n) (Hahn and Meeker 1991,
 * "Statistical Intervals", chapter 4).
 *
 * @param values two or more, of any unit; the interval is in the same
 * @throws RangeError of fewer than two values, of one that is not finite, or unless 0 < `confidence` < 1
 * @example predictionInterval([1, 2, 3]) // { n: 3, mean: 2, sd: 1, low: -2.968…, high: 6.968… }
 */
export function predictionInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval {
  const { n, mean, sd } = moments('values', values);
  const half = tCritical(confidence, n - 1) * sd * Math.sqrt(1 + 1 / n);
  return { n, mean, sd, low: mean - half, high: mean + half };
}
