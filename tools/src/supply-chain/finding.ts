import type { ReliabilityRecord } from '../reliability/record';

/** What one part of the supply chain's checks found. */
export interface Finding {
  rows: ReliabilityRecord['rows'];
  /** What is not as it should be, one line each, each with what to do. */
  failures: string[];
  /** What could not be looked at, and why: neither good nor bad. */
  unanswered: string[];
}
