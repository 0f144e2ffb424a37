/** Both ends of an interval, in the unit of what it is about. */
export interface Interval {
  low: number;
  high: number;
}

/** A difference and its interval. */
export interface Difference extends Interval {
  /** As observed: the first less the second. */
  difference: number;
}
