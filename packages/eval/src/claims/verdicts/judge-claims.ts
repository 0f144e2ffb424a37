import type { Claim, Expectation, JudgedClaim, Measure } from '../claim';
import { type Evidence, Missing } from '../evidence';
import { CLAIMS } from '../list';
import type { ClaimsRecord } from './claims-record';
import { contradicts, judge } from './judge';

/** What a claim expects, in words. @example "above 0", "0.8952 ± 0.01" */
function describeExpectation(expects: Expectation): string {
  switch (expects.kind) {
    case 'number':
      return `${expects.published} ± ${expects.tolerance}`;
    case 'exact':
      return typeof expects.published === 'number' ? expects.published.toLocaleString('en-US') : expects.published;
    case 'distance':
      return `at most ${expects.tolerance} apart`;
    case 'proposition':
      return `${expects.holds} ${expects.bound}`;
  }
}

async function attempt(measure: Measure, evidence: Evidence): Promise<Pick<JudgedClaim, 'measured' | 'missing'>> {
  if (evidence.profile === 'quick') return { missing: 'The quick profile measures nothing.' };
  try {
    return { measured: await measure(evidence) };
  } catch (error) {
    // A RangeError is a statistic that the rows do not allow, such as a share of no rows.
    if (error instanceof Missing || error instanceof RangeError) return { missing: error.message };
    throw error;
  }
}

async function judgeClaim(claim: Claim, evidence: Evidence): Promise<JudgedClaim> {
  const { expects, measure, timed = false, sweepOnly = false, ...text } = claim;
  const result = await attempt(measure, evidence);
  const verdict = result.measured ? judge(expects, result.measured) : 'not measured';
  return {
    ...text,
    expected: describeExpectation(expects),
    timed,
    sweepOnly,
    ...result,
    verdict,
    contradicts: contradicts(claim.declared.verdict, verdict, evidence.sweep),
  };
}

/** Judges every claim in turn: they share what they read. */
export async function judgeClaims(evidence: Evidence): Promise<ClaimsRecord> {
  const claims: JudgedClaim[] = [];
  for (const claim of CLAIMS) claims.push(await judgeClaim(claim, evidence));
  const { profile, sweep, seed } = evidence;
  return { schema: 1, profile, sweep, seed, records: evidence.records(), claims };
}
