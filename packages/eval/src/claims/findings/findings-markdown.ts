import { SLICE_NOTICE } from '@reprise/records';
import { escapeMarkdown, figureMarkdown, markdownTable } from '../../markdown';
import { GROUPS, type JudgedClaim, type Measurement, VERDICTS } from '../claim';
import type { ClaimsRecord } from '../verdicts/claims-record';
import { intervalText, number, valueText } from './number';

const show = (value: Measurement['value']): string => escapeMarkdown(valueText(value));

/** The measured value with its interval, or why there is none. */
const measuredText = ({ measured, missing }: JudgedClaim): string =>
  measured ? show(measured.value) + intervalText(measured) : escapeMarkdown(missing ?? '');

/** The statement, with the notebook's own words where there are any. */
const words = ({ statement, quote }: JudgedClaim): string =>
  `${escapeMarkdown(statement)}${quote === undefined ? '' : `: “${escapeMarkdown(quote)}”`}`;

/** A table with one row per claim. @param besideSeeds whether it shows the declared verdict beside this run's */
export const verdictTable = (claims: readonly JudgedClaim[], besideSeeds = false): string =>
  markdownTable(
    ['About', 'Claim', 'Expected', 'Found (95 %)', ...(besideSeeds ? ['This run', 'Five seeds'] : ['Verdict'])],
    claims.map((claim) => [
      escapeMarkdown(claim.subject),
      words(claim),
      show(claim.expected),
      measuredText(claim),
      `**${claim.verdict}**`,
      ...(besideSeeds ? [`**${claim.declared.verdict}**`] : []),
    ]),
    [2, 3],
  );

/** Claims by group, the notebook's conclusions first; without empty groups. */
export const claimGroups = (claims: readonly JudgedClaim[]): { title: string; claims: JudgedClaim[] }[] =>
  Object.entries(GROUPS)
    .map(([group, title]) => ({ title, claims: claims.filter((claim) => claim.group === group) }))
    .filter((group) => group.claims.length > 0);

/** The number of claims by verdict. @example "holds 12, reproduced 30" */
export const countVerdicts = (claims: readonly JudgedClaim[]): string =>
  VERDICTS.map((verdict) => [verdict, claims.filter((claim) => claim.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${verdict} ${count}`)
    .join(', ');

/** A line for each model that does not beat its baseline. */
export const belowBaseline = (claims: readonly JudgedClaim[]): string[] =>
  claims
    .filter(({ group, verdict }) => group === 'baseline' && verdict !== 'holds' && verdict !== 'not measured')
    .map((claim) => {
      const [does, is] =
        claim.verdict === 'undecided' ? ['is not shown to beat', 'is undecided'] : ['is behind', claim.verdict];
      const subject = escapeMarkdown(claim.subject);
      return `**${subject}** ${does} its baseline: “${words(claim)}” ${is}, ${measuredText(claim)}.`;
    });

function details(claim: JudgedClaim): string {
  const { measured, declared, verdict } = claim;
  const interval = measured?.interval ? ` (${escapeMarkdown(measured.interval)})` : '';
  const lines: [string, string][] = [
    ['Where', escapeMarkdown(claim.where)],
    ['Measured', escapeMarkdown(claim.how)],
    ['Expected', `${show(claim.expected)}; ${escapeMarkdown(claim.reason)}`],
    ['Found', `${measuredText(claim)}${interval}`],
  ];
  if (measured?.seeds) lines.push(['By seed', measured.seeds.map(number).join(', ')]);
  // Without an interval of its own the value above has this one.
  if (measured?.spread && measured.low !== undefined)
    lines.push(['One more seed, 95 %', `${number(measured.spread.low)} to ${number(measured.spread.high)}`]);
  for (const [name, value] of Object.entries(measured?.details ?? {})) lines.push([escapeMarkdown(name), show(value)]);
  const was = declared.verdict === verdict ? 'as declared:' : `but declared ${declared.verdict}:`;
  lines.push(['Verdict', `**${verdict}**, ${was} ${escapeMarkdown(declared.reason)}`]);
  return [`### ${words(claim)}`, '', ...lines.map(([name, text]) => `- ${name}: ${text}`)].join('\n');
}

/** All claims as Markdown: tables by group, drawings, then each claim in detail. */
export function findingsMarkdown(
  { claims, sweep, profile, records }: ClaimsRecord,
  drawings: readonly { name: string; alt: string }[],
): string {
  const basis = sweep ? 'ten seeds of every model and five splits of the URLs' : 'one seed of every model';
  return (
    [
      ...(profile === 'quick' ? [`> **${SLICE_NOTICE}**`] : []),
      `${claims.length} claims, judged on ${basis} with 95 % intervals: ${countVerdicts(claims)}. Verdicts were declared on ${claims[0].declared.date}.`,
      ...belowBaseline(claims),
      ...claimGroups(claims).flatMap((group) => [`## ${group.title}`, verdictTable(group.claims)]),
      ...(drawings.length > 0 ? ['## Figures', ...drawings.map(figureMarkdown)] : []),
      '## Each claim',
      ...claims.map(details),
      '## Run records',
      markdownTable(
        ['run', 'sha256 of run.json'],
        Object.entries(records).map(([name, sha256]) => [name, `\`${sha256}\``]),
      ),
    ].join('\n\n') + '\n'
  );
}
