import { PROTOCOL, type ProtocolClaim } from '../../protocol';
import type { FactsRecord } from '../../records/facts';
import { Missing, type Records } from '../../records/records';
import { quantityOf } from '../quantities';

/** A conclusion's effect, a number, the probability that a URL is malicious. @throws Missing without a training or its rows */
function valueOf(records: Records, claim: ProtocolClaim): number | undefined {
  const measure = (experiment: string, quantity: string): number =>
    quantityOf(records, experiment, quantity)(records.first(experiment));
  if (claim.kind === 'metric') return measure(claim.experiment, claim.quantity);
  if (claim.kind === 'answer') return records.first(claim.experiment).answers?.[claim.url];
  if (claim.kind !== 'conclusion') return undefined;
  const [first, second] = claim.experiments.map((experiment) => measure(experiment, claim.quantity));
  return first - (second ?? 0);
}

/**
 * What one run says about the protocol's claims, by claim. Claims that it has no value of are left out: curves, and what
 * needs another training or its test rows.
 *
 * @param records of the run: one training of each experiment
 * @param facts of the run
 */
export function runValues(records: Records, facts: FactsRecord['facts']): Map<string, number | string> {
  const values = new Map<string, number | string>();
  for (const claim of PROTOCOL.claims)
    try {
      const value = claim.kind === 'fact' ? facts[claim.id] : valueOf(records, claim);
      // NaN: a model without this quantity.
      if (value !== undefined && !Number.isNaN(value)) values.set(claim.id, value);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
    }
  return values;
}
