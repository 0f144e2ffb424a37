import { printable } from '@reprise/base';
import type { ClaimsRecord, JudgedClaim } from './claims-record';
import { claimGroups, countVerdicts } from './findings-markdown';
import { intervalText, number } from './number';
import { verify } from './verify';

/** Found with its interval, short and without markup. */
function found({ measured, missing }: JudgedClaim): string {
  if (!measured) return printable(missing ?? '');
  const { value } = measured;
  if (typeof value === 'string') return value.includes('\n') ? `${value.split('\n').length} lines` : printable(value);
  return `${number(value)}${intervalText(measured)}`;
}

const line = (claim: JudgedClaim): string =>
  `  ${claim.contradicts ? '!' : ' '} ${claim.verdict.padEnd(29)}  ${claim.id}: ${found(claim)}`;

/** Verdicts for a terminal: groups, then what contradicts or is missing. */
export function renderVerification(record: ClaimsRecord): string {
  const { contradicting, unmeasured, exitCode } = verify(record);
  const groups = claimGroups(record.claims).flatMap(({ title, claims }) =>
    claims.length > 0 ? [title, ...claims.map(line), ''] : [],
  );
  const conclusion = [
    'Nothing contradicts the declared verdicts.',
    `${contradicting.length} of ${record.claims.length} verdicts contradict the declared ones (!):`,
    `It cannot be judged: ${unmeasured.length} of the claims that this run should judge were not measured.`,
  ][exitCode];
  return [
    ...groups,
    `${record.claims.length} claims: ${countVerdicts(record.claims)}`,
    conclusion,
    ...contradicting.map(
      ({ id, verdict, declared }) =>
        `  ${id}: ${verdict}; declared on ${declared.date}: ${declared.verdict} (${declared.reason})`,
    ),
    ...(exitCode === 2 ? [...new Set(unmeasured.map(({ missing }) => `  ${printable(missing ?? 'nothing')}`))] : []),
  ].join('\n');
}
