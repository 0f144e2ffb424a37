import { PROTOCOL, type ProtocolClaim } from '../../protocol';
import type { FactsRecord } from '../../records/facts';
import { Records } from '../../records/records';
import type { ExperimentRecord } from '../../records/training-record';
import type { Judged } from '../verdict';
import { runValues } from './run-values';

/** A claim on one run beside the published seeds. */
export interface Compared {
  claim: Extract<ProtocolClaim, { kind: 'fact' | 'metric' }>;
  found: number | string | undefined;
  /** Of a number: where one more run of the published seeds lies. */
  oneMore?: { low: number; high: number };
  /** `unlike`: another fact, or a number that is out of range by more than its margin. */
  status: 'like' | 'out of range' | 'unlike' | 'not measured';
}

/**
 * Compares one run with the published seeds.
 *
 * @param run its trainings
 * @param judged the published verdicts
 * @param facts of the run; those that are left out are not measured
 */
export function compareRun(
  run: ReadonlyMap<string, { record: ExperimentRecord }>,
  judged: readonly Judged[],
  facts: FactsRecord['facts'] = {},
): Compared[] {
  const records = new Records(new Map(Array.from(run, ([name, { record }]) => [name, record])), []);
  const values = runValues(records, facts);
  return PROTOCOL.claims.flatMap((claim): Compared[] => {
    const found = values.get(claim.id);
    if (claim.kind === 'fact')
      return [
        { claim, found, status: found === undefined ? 'not measured' : found === claim.published ? 'like' : 'unlike' },
      ];
    if (claim.kind !== 'metric') return [];
    const oneMore = judged.find(({ id }) => id === claim.id)?.oneMore;
    if (!oneMore || typeof found !== 'number') return [{ claim, found: undefined, oneMore, status: 'not measured' }];
    const out = Math.max(oneMore.low - found, found - oneMore.high);
    return [{ claim, found, oneMore, status: out <= 0 ? 'like' : out <= claim.margin ? 'out of range' : 'unlike' }];
  });
}
