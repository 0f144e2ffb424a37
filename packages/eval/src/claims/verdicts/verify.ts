import { printable } from '@reprise/base';
import type { JudgedClaim } from '../claim';
import { claimGroups, countVerdicts } from '../findings/findings-markdown';
import { intervalText, valueText } from '../findings/number';
import type { ClaimsRecord } from './claims-record';

/**
 * Compares verdicts with the declared ones.
 * @returns the exit status: 1 for a contradiction, else 2 when claims were not measured although this run should, else 0
 */
export function verify({ claims, sweep }: ClaimsRecord) {
  const contradicting = claims.filter((claim) => claim.contradicts);
  const unmeasured = claims.filter(
    ({ verdict, declared, sweepOnly }) =>
      verdict === 'not measured' && declared.verdict !== 'not measured' && (sweep || !sweepOnly),
  );
  const exitCode = contradicting.length > 0 ? 1 : unmeasured.length > 0 ? 2 : 0;
  return { exitCode, contradicting, unmeasured };
}

function line({ contradicts, verdict, id, measured, missing }: JudgedClaim): string {
  const result = measured ? valueText(measured.value) + intervalText(measured) : (missing ?? '');
  return `  ${contradicts ? '!' : ' '} ${verdict.padEnd(29)}  ${id}: ${printable(result)}`;
}

/** Verdicts for a terminal: all by group, then contradictions and reasons why claims were not measured. */
export function renderVerification(record: ClaimsRecord): string {
  const { contradicting, unmeasured, exitCode } = verify(record);
  const conclusion = [
    'No verdict contradicts a declared one.',
    `${contradicting.length} of ${record.claims.length} verdicts contradict the declared ones (!):`,
    `Cannot be judged: ${unmeasured.length} of the claims were not measured.`,
  ][exitCode];
  return [
    ...claimGroups(record.claims).flatMap(({ title, claims }) => [title, ...claims.map(line), '']),
    `${record.claims.length} claims: ${countVerdicts(record.claims)}`,
    conclusion,
    ...contradicting.map(
      ({ id, verdict, declared }) =>
        `  ${id}: ${verdict}; declared on ${declared.date}: ${declared.verdict} (${declared.reason})`,
    ),
    ...(exitCode === 2 ? [...new Set(unmeasured.map(({ missing }) => `  ${printable(missing ?? '')}`))] : []),
  ].join('\n');
}
