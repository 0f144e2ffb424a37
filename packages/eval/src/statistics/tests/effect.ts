import type { Interval } from '../intervals/interval';

/** An effect with its 95 % interval and a two-sided p. */
export interface Effect extends Interval {
  estimate: number;
  /** The common logarithm of p. */
  log10P: number;
}
