import normalQuantile = require('@stdlib/stats-base-dists-normal-quantile');
import tQuantile = require('@stdlib/stats-base-dists-t-quantile');
import { checkConfidence } from '../check';

/** Both ends of an interval, in the unit of the values. */
export interface Interval {
  low: number;
  high: number;
}

/** A difference and its interval. */
export interface Difference extends Interval {
  /** As observed: the first minus the second. */
  difference: number;
}

// The lower tail's quantile, negated: the upper tail's probability would be rounded near 1.

/**
 * Half the width, in standard errors, of a two-sided interval of the normal distribution.
 *
 * @throws RangeError unless 0 < `confidence` < 1
 */
export function normalCritical(confidence: number): number {
  checkConfidence(confidence);
  return -normalQuantile((1 - confidence) / 2, 0, 1);
}

/** {@link normalCritical} of Student's t distribution. */
export function tCritical(confidence: number, degreesOfFreedom: number): number {
  checkConfidence(confidence);
  return -tQuantile((1 - confidence) / 2, degreesOfFreedom);
}
