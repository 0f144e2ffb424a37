import type { ReliabilityRecord } from '../reliability/record';

/** What a part of the soak test found. */
export type Part = Pick<ReliabilityRecord, 'rows' | 'failures'>;
