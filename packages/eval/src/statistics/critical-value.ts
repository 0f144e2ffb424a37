import normalQuantile = require('@stdlib/stats-base-dists-normal-quantile');
import tQuantile = require('@stdlib/stats-base-dists-t-quantile');
import { checkConfidence } from './check';

// The lower tail's quantile, negated: the upper tail's probability would be rounded near 1.

/**
 * Half the width, in standard errors, of a two-sided interval of the normal distribution.
 *
 * @throws RangeError unless `confidence` is between 0 and 1
 */
export function normalCritical(confidence: number): number {
  checkConfidence(confidence);
  return -normalQuantile((1 - confidence) / 2, 0, 1);
}

/**
 * Half the width, in standard errors, of a two-sided interval of Student's t distribution.
 *
 * @throws RangeError unless `confidence` is between 0 and 1
 */
export function tCritical(confidence: number, degreesOfFreedom: number): number {
  checkConfidence(confidence);
  return -tQuantile((1 - confidence) / 2, degreesOfFreedom);
}
