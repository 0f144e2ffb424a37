import { tCritical } from './critical-value';
import type { Interval } from './interval';
import { moments, type Moments } from './moments';

export interface MeanInterval extends Moments, Interval {}

/**
 * Student's t interval of the mean, for values of a normal distribution: mean ± t s / √n, as scipy's
 * `t.interval(confidence, n - 1, mean, sem)`.
 *
 * @param values two or more, of any unit; the interval is in the same
 * @throws RangeError of fewer than two values, of one that is not finite, or unless 0 < `confidence` < 1
 * @example meanInterval([1, 2, 3]) // { n: 3, mean: 2, sd: 1, low: -0.4841…, high: 4.4841… }
 */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval {
  const { n, mean, sd } = moments('values', values);
  const half = (tCritical(confidence, n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, low: mean - half, high: mean + half };
}
