import { SLICE_NOTICE } from '@reprise/records';
import { escapeMarkdown, markdownTable } from '../report/escape-markdown';
import { drawingMarkdown } from '../report/drawing-markdown';
import { type Group, GROUPS, VERDICTS } from './claim';
import type { ClaimsRecord, JudgedClaim } from './claims-record';
import { intervalText, number } from './number';

const show = (value: number | string): string => {
  if (typeof value === 'number') return number(value);
  const lines = value.split('\n');
  return escapeMarkdown(lines.length > 1 ? `${lines.length} lines` : value);
};

/** What was found, with its interval, or the range in which one more seed's would lie. */
function foundText({ measured, missing }: JudgedClaim): string {
  if (!measured) return escapeMarkdown(missing ?? 'nothing');
  return `${show(measured.value)}${intervalText(measured)}`;
}

const expectedText = ({ expected }: JudgedClaim): string => show(expected);

/** What is judged, and the notebook's own words where there are. */
const words = ({ statement, quote }: JudgedClaim): string =>
  `${escapeMarkdown(statement)}${quote === undefined ? '' : `: “${escapeMarkdown(quote)}”`}`;

/** One line a claim. */
export const verdictTable = (claims: readonly JudgedClaim[]): string =>
  markdownTable(
    ['About', 'Claim', 'Expected', 'Found (95 %)', 'Verdict'],
    claims.map((claim) => [
      escapeMarkdown(claim.subject),
      words(claim),
      expectedText(claim),
      foundText(claim),
      `**${claim.verdict}**`,
    ]),
    [2, 3],
  );

const TITLES: Record<Group, string> = {
  conclusion: 'What the notebook concludes',
  printed: 'What it prints',
  hidden: 'What its method hides',
  baseline: 'Baselines',
};

/** Claims by what kind of thing they are, for a reader who wants the short of it first. */
export const claimGroups = (claims: readonly JudgedClaim[]): { title: string; claims: JudgedClaim[] }[] =>
  GROUPS.map((group) => ({ title: TITLES[group], claims: claims.filter((claim) => claim.group === group) }));

/** How many claims came to each verdict, in words. @example "holds 12, reproduced 30" */
export function countVerdicts(claims: readonly JudgedClaim[]): string {
  const parts = VERDICTS.map(
    (verdict) => [verdict, claims.filter((claim) => claim.verdict === verdict).length] as const,
  );
  return parts
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${verdict} ${count}`)
    .join(', ');
}

/** Models that do not beat their baseline, one a line; none where all do. */
export const belowBaseline = (claims: readonly JudgedClaim[]): string[] =>
  claims
    .filter(({ group, verdict }) => group === 'baseline' && verdict !== 'holds' && verdict !== 'not measured')
    .map((claim) =>
      claim.verdict === 'undecided'
        ? `**${escapeMarkdown(claim.subject)}** is not shown to beat its baseline: “${words(claim)}” is undecided, ${foundText(claim)}.`
        : `**${escapeMarkdown(claim.subject)}** is behind its baseline: “${words(claim)}” ${claim.verdict}, ${foundText(claim)}.`,
    );

function details(claim: JudgedClaim): string {
  const { measured } = claim;
  const line = (name: string, text: string): string => `- ${name}: ${text}`;
  return [
    `### ${words(claim)}`,
    '',
    line('Where', escapeMarkdown(claim.where)),
    line('Measured', escapeMarkdown(claim.how)),
    line('Expected', `${expectedText(claim)}; ${escapeMarkdown(claim.reason)}`),
    line('Found', `${foundText(claim)}${measured?.interval ? ` (${escapeMarkdown(measured.interval)})` : ''}`),
    ...(measured?.seeds ? [line('By seed', measured.seeds.map(number).join(', '))] : []),
    ...(measured?.spread
      ? [line('One more seed, 95 %', `${number(measured.spread.low)} to ${number(measured.spread.high)}`)]
      : []),
    ...Object.entries(measured?.details ?? {}).map(([name, value]) => line(escapeMarkdown(name), show(value))),
    line(
      'Verdict',
      `**${claim.verdict}**; declared on ${claim.declared.date}: ${claim.declared.verdict}, ${escapeMarkdown(claim.declared.reason)}`,
    ),
  ].join('\n');
}

/** All claims as Markdown: the tables first, then each with its details. */
export function findingsMarkdown(
  { claims, sweep, profile, records }: ClaimsRecord,
  drawings: readonly { name: string; alt: string }[],
): string {
  const basis = sweep ? 'five seeds of every model and five splits of the URLs' : 'one seed of every model';
  const groups = claimGroups(claims).filter((group) => group.claims.length > 0);
  return (
    [
      ...(profile === 'quick' ? [`> **${SLICE_NOTICE}**`] : []),
      `${claims.length} claims, judged on ${basis}: ${countVerdicts(claims)}. Intervals are of 95 %.`,
      ...belowBaseline(claims),
      ...groups.flatMap(({ title, claims: of }) => [`## ${title}`, verdictTable(of)]),
      ...(drawings.length > 0 ? ['## Figures', ...drawings.map(drawingMarkdown)] : []),
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
