import { checkConfidence, checkCount, checkFinite } from '../check';
import type { Interval } from './interval';

export interface BootstrapOptions {
  /** Number of samples; 2,000 by default. */
  resamples?: number;
  /** 0.95 by default. */
  confidence?: number;
  /** Uniform in [0, 1), called `values.length` times per sample. The same seed gives the same interval. */
  random: () => number;
}

export interface BootstrapInterval extends Interval {
  /** The statistic of the values themselves. */
  estimate: number;
}

/**
 * Percentile bootstrap interval of any statistic (Efron 1979): samples of the same size are drawn with replacement, and
 * the interval lies between quantiles of their statistics, interpolated as in numpy's `percentile`. To resample rows of
 * several arrays together, pass row numbers as `values`.
 *
 * @param values at least two
 * @param statistic receives an array that it may reorder but not keep: the next sample overwrites it
 * @throws RangeError for fewer than two values, a value or statistic that is not finite, a random number outside
 * [0, 1), no resamples, or unless 0 < `confidence` < 1
 * @example
 * bootstrapInterval(labels.map((_, row) => row), (rows) => rocAuc(at(labels, rows), at(scores, rows)), { random })
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  { resamples = 2000, confidence = 0.95, random }: BootstrapOptions,
): BootstrapInterval {
  checkFinite('values', values, 2);
  checkCount('resamples', resamples, 1);
  checkConfidence(confidence);
  const n = values.length;
  const sample = Float64Array.from(values);
  const measure = (): number => {
    const value = statistic(sample);
    if (!Number.isFinite(value)) throw new RangeError(`statistic: expected a finite number, found ${value}`);
    return value;
  };
  const estimate = measure();
  const statistics = new Float64Array(resamples);
  for (let k = 0; k < resamples; k++) {
    for (let i = 0; i < n; i++) {
      const u = random();
      if (!(u >= 0 && u < 1)) throw new RangeError(`random: expected a number in [0, 1), found ${u}`);
      sample[i] = values[Math.floor(u * n)];
    }
    statistics[k] = measure();
  }
  statistics.sort();
  const [low, high] = [(1 - confidence) / 2, (1 + confidence) / 2].map((share) => quantile(statistics, share));
  return { estimate, low, high };
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
