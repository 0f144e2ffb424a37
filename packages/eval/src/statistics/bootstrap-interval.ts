import { checkConfidence, checkCount, checkFinite } from './check';
import type { Interval } from './interval';

export interface BootstrapOptions {
  /** How many samples are drawn: 2,000 unless given. */
  resamples?: number;
  /** 0.95 unless given. */
  confidence?: number;
  /** Uniform in [0, 1), called `values.length` times a sample: seed it, and the interval is always the same. */
  random: () => number;
}

export interface BootstrapInterval extends Interval {
  /** The statistic of the values themselves. */
  estimate: number;
}

/**
 * Percentile bootstrap interval of any statistic (Efron 1979): values are drawn with replacement, as many as there are,
 * and the interval lies between the quantiles of what the statistic says of each sample, interpolated as numpy's
 * `percentile`. To draw rows of several arrays together, give their numbers as `values`.
 *
 * @param values two or more
 * @param statistic gets an array that the next sample overwrites, so it must not keep it, and may reorder it
 * @throws RangeError of fewer than two values, of one that is not finite, of a statistic that is not finite, of a
 * random number outside [0, 1), without resamples, or unless 0 < `confidence` < 1
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
    const figure = statistic(sample);
    if (!Number.isFinite(figure)) throw new RangeError(`statistic: expected a finite number, found ${figure}`);
    return figure;
  };
  const estimate = measure();
  const figures = new Float64Array(resamples);
  for (let k = 0; k < resamples; k++) {
    for (let i = 0; i < n; i++) {
      const u = random();
      if (!(u >= 0 && u < 1)) throw new RangeError(`random: expected a number in [0, 1), found ${u}`);
      sample[i] = values[Math.floor(u * n)];
    }
    figures[k] = measure();
  }
  figures.sort();
  return { estimate, low: quantile(figures, (1 - confidence) / 2), high: quantile(figures, (1 + confidence) / 2) };
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
