import { tCritical } from '../intervals/interval';
import { moments } from '../intervals/means';
import type { Effect } from './effect';
import { studentLog10P } from './student';

/** A part of an estimate's variance, and its degrees of freedom. */
interface Part {
  variance: number;
  df: number;
}

const ofMean = (values: ArrayLike<number>): Part => {
  const { n, sd } = moments('values', values);
  return { variance: sd ** 2 / n, df: n - 1 };
};

/**
 * An effect whose variance is a sum of independent parts, by Student's t with the degrees of freedom of Satterthwaite
 * (1946): the t-test of one mean for one part, Welch's for two.
 *
 * @param bound the value that p tests
 * @param samples the values of each part; the part's variance is that of their mean
 * @throws RangeError when a part has fewer than two values, or all parts are constant
 */
export function testMean(
  estimate: number,
  bound: number,
  samples: readonly ArrayLike<number>[],
): Effect & { df: number; error: number } {
  const parts = samples.map(ofMean);
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  if (variance === 0) throw new RangeError('expected values that differ, found constant ones');
  const df = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  const error = Math.sqrt(variance);
  const half = tCritical(df) * error;
  const log10P = studentLog10P((estimate - bound) / error, df);
  return { estimate, low: estimate - half, high: estimate + half, log10P, df, error };
}
