import { mt19937 } from '@reprise/data';
import { checkCount } from '../check';
import { type Interval, TAIL } from './interval';
import { studentLog10P } from '../tests/student';
import { moments } from './means';

/** A statistic's values in bootstrap samples, summarized. */
export interface Bootstrapped extends Interval {
  /** Monte Carlo standard errors of both ends, from ten tenths of the samples. */
  errors: Interval;
  /** The common logarithm of the two-sided p against the bound. */
  log10P: number;
}

const TENTHS = 10;

/**
 * Draws bootstrap samples (Efron 1979) of rows within strata: each has as many rows of a stratum, with replacement, as there
 * are.
 *
 * @param strata of the rows, [rows]
 * @param samples their number
 * @param seed of mt19937
 * @param take receives how often a sample has each row, [rows]; the array is used again
 */
export function bootstrapRows(
  strata: ArrayLike<number>,
  samples: number,
  seed: number,
  take: (counts: Uint16Array, sample: number) => void,
): void {
  checkCount('samples', samples, 1);
  const groups = new Map<number, number[]>();
  for (let row = 0; row < strata.length; row++) {
    const group = groups.get(strata[row]);
    if (group) group.push(row);
    else groups.set(strata[row], [row]);
  }
  const members = Array.from(groups.values(), (group) => Uint32Array.from(group));
  const next = mt19937(seed);
  const counts = new Uint16Array(strata.length);
  for (let sample = 0; sample < samples; sample++) {
    counts.fill(0);
    for (const group of members)
      // Truncated by >>>: in Jest, looking up Math takes longer than all else here.
      for (let draw = 0; draw < group.length; draw++) counts[group[((next() / 2 ** 32) * group.length) >>> 0]]++;
    take(counts, sample);
  }
}

/**
 * The percentile interval of a statistic, 95 %, with p against a bound: from the samples on its other side or, if there are
 * none, from the normal distribution.
 *
 * @param values in bootstrap samples, a multiple of ten
 * @param estimate the statistic of the rows themselves
 */
export function summarizeBootstrap(values: Float64Array, estimate: number, bound: number): Bootstrapped {
  const part = values.length / TENTHS;
  checkCount('values / 10', part, 2);
  const ends = Array.from({ length: TENTHS }, (_, i) => percentileInterval(values.subarray(i * part, (i + 1) * part)));
  const error = (of: (one: Interval) => number): number => moments('ends', ends.map(of)).sd / Math.sqrt(TENTHS);
  const below = values.filter((value) => value <= bound).length;
  const above = values.length - values.filter((value) => value < bound).length;
  const fewer = Math.min(below, above);
  const { sd } = moments('values', values);
  const log10P =
    fewer === 0 && sd > 0
      ? studentLog10P((estimate - bound) / sd, Infinity)
      : Math.log10(Math.min(1, (2 * (fewer + 1)) / (values.length + 1)));
  return {
    ...percentileInterval(values),
    errors: { low: error(({ low }) => low), high: error(({ high }) => high) },
    log10P,
  };
}

export const percentileInterval = (values: Float64Array): Interval => {
  const sorted = values.slice().sort();
  return { low: quantile(sorted, TAIL), high: quantile(sorted, 1 - TAIL) };
};

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
