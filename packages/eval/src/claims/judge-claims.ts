import type { Claim, Expectation, Measurement, Missing } from './claim';
import { CLAIMS } from './claims';
import type { ClaimsRecord, JudgedClaim } from './claims-record';
import type { Evidence } from './evidence';
import { contradicts, judge } from './judge';

/** Why the quick profile measures nothing: its models saw a slice of the data. */
const QUICK: Missing = { missing: 'The quick profile trains on a slice of the data: its figures mean nothing.' };

/** What a claim expects, in words. @example "above 0", "0.8952 ± 0.01" */
function describeExpectation(expects: Expectation): string {
  switch (expects.kind) {
    case 'figure':
      return `${expects.published} ± ${expects.tolerance}`;
    case 'exact':
      return typeof expects.published === 'number' ? expects.published.toLocaleString('en-US') : expects.published;
    case 'distance':
      return `at most ${expects.tolerance} apart`;
    case 'proposition':
      return `${expects.holds} ${expects.bound}`;
  }
}

/** A statistic that the rows do not allow, such as a share of none, is no failure of the other claims. */
async function measure(claim: Claim, evidence: Evidence): Promise<Measurement | Missing> {
  try {
    return await claim.measure(evidence);
  } catch (error) {
    if (error instanceof RangeError) return { missing: error.message };
    throw error;
  }
}

async function judgeClaim(claim: Claim, evidence: Evidence): Promise<JudgedClaim> {
  const measured = evidence.profile === 'quick' ? QUICK : await measure(claim, evidence);
  const verdict = judge(claim.expects, measured);
  const { id, group, subject, statement, quote, where, how, reason, declared } = claim;
  return {
    id,
    group,
    subject,
    statement,
    ...(quote !== undefined && { quote }),
    where,
    expected: describeExpectation(claim.expects),
    how,
    reason,
    timed: claim.timed ?? false,
    sweepOnly: claim.sweepOnly ?? false,
    ...('missing' in measured ? { missing: measured.missing } : { measured }),
    verdict,
    declared,
    contradicts: contradicts(declared.verdict, verdict, evidence.sweep),
  };
}

/** Judges every claim, one after the other: they share what they read. */
export async function judgeClaims(
  evidence: Evidence,
  seed: number,
  claims: readonly Claim[] = CLAIMS,
): Promise<ClaimsRecord> {
  const judged: JudgedClaim[] = [];
  for (const claim of claims) judged.push(await judgeClaim(claim, evidence));
  const { profile, sweep } = evidence;
  return { schema: 1, profile, sweep, seed, records: evidence.records(), claims: judged };
}
