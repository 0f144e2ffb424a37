import normalQuantile = require('@stdlib/stats-base-dists-normal-quantile');
import tQuantile = require('@stdlib/stats-base-dists-t-quantile');

/** Both ends of a 95 % interval, in the unit of the values. */
export interface Interval {
  low: number;
  high: number;
}

/** A difference and its interval. */
export interface Difference extends Interval {
  /** As observed: the first minus the second. */
  difference: number;
}

/** Probability of each tail. Quantiles are the lower one's, negated: the upper tail's would be rounded near 1. */
export const TAIL = (1 - 0.95) / 2;

/** Half the width of a two-sided interval of the normal distribution, in standard errors. */
export const Z = -normalQuantile(TAIL, 0, 1);

/** {@link Z} of Student's t distribution. */
export const tCritical = (degreesOfFreedom: number): number => -tQuantile(TAIL, degreesOfFreedom);
