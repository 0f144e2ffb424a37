import { checkCount } from '../check';
import { type Interval, TAIL } from './interval';

/**
 * Percentile bootstrap interval of any statistic of rows (Efron 1979): as many rows are drawn with replacement, and the
 * interval lies between quantiles of their statistics, interpolated as in numpy's `percentile`.
 *
 * @param rows their number, at least two
 * @param statistic receives row numbers
 * @param random uniform in [0, 1), called `rows` times per sample; the same numbers give the same interval
 * @returns the statistic of all rows and its interval
 * @throws RangeError for fewer than two rows, no resamples, or a statistic that is not finite
 */
export function bootstrapInterval(
  rows: number,
  statistic: (sample: Uint32Array) => number,
  resamples: number,
  random: () => number,
): Interval & { estimate: number } {
  checkCount('rows', rows, 2);
  checkCount('resamples', resamples, 1);
  const measure = (sample: Uint32Array): number => {
    const value = statistic(sample);
    if (!Number.isFinite(value)) throw new RangeError(`statistic: expected a finite number, found ${value}`);
    return value;
  };
  const sample = Uint32Array.from({ length: rows }, (_, row) => row);
  const estimate = measure(sample);
  const statistics = Float64Array.from({ length: resamples }, () =>
    measure(sample.map(() => Math.floor(random() * rows))),
  ).sort();
  return { estimate, low: quantile(statistics, TAIL), high: quantile(statistics, 1 - TAIL) };
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
