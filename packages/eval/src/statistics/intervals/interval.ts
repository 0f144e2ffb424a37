import normalQuantile = require('@stdlib/stats-base-dists-normal-quantile');
import tQuantile = require('@stdlib/stats-base-dists-t-quantile');

/** Both ends of an interval, in the unit of the values. */
export interface Interval {
  low: number;
  high: number;
}

/** A difference and its interval of 95 %. */
export interface Difference extends Interval {
  /** As observed: the first minus the second. */
  difference: number;
}

/** Probability of each tail of 95 %. Quantiles are the lower one's, negated: the upper tail's would be rounded near 1. */
export const TAIL = (1 - 0.95) / 2;

/** Half the width of a two-sided interval of 95 % of the normal distribution, in standard errors. */
export const Z = -normalQuantile(TAIL, 0, 1);

/** {@link Z} of Student's t distribution. @param tail probability of each tail */
export const tCritical = (degreesOfFreedom: number, tail = TAIL): number => -tQuantile(tail, degreesOfFreedom);
