import { escapeMarkdown, figureMarkdown, markdownTable } from '../../markdown';
import { aboutName, PROTOCOL, type ProtocolClaim } from '../../protocol';
import { MODEL_NAMES, type ModelName } from '../../published/published';
import type { Published } from '../../records/read-records';
import type { Records } from '../../records/records';
import { distributionOf } from '../judge/judge-claims';
import { judgeNumber } from '../judge/judge-number';
import { OBSERVATIONS, type Observed, secondsOf } from '../observations';
import { quantityOf } from '../quantities';
import type { Judged } from '../verdict';
import { number, pText, rangeText, valueText } from './number';
import { findJudged, headlineTable, seedsText, summaryLines } from './summary';

type OfKind<K extends ProtocolClaim['kind']> = Extract<ProtocolClaim, { kind: K }>;

const show = (value: number | string): string => escapeMarkdown(valueText(value));

type About = ProtocolClaim['about'];

/** Claims of a kind with their verdicts, in the protocol's order. @param about one model alone */
const ofKind = <K extends ProtocolClaim['kind']>(
  judged: readonly Judged[],
  kind: K,
  about?: About,
): [OfKind<K>, Judged][] =>
  PROTOCOL.claims
    .filter((claim): claim is OfKind<K> => claim.kind === kind && (about === undefined || claim.about === about))
    .map((claim) => [claim, findJudged(judged, claim.id)]);

const reading = ({ reading: of }: ProtocolClaim): string => (of === 'primary' ? '' : ` *(${of})*`);
const quoted = (quote: string | undefined): string => (quote === undefined ? '' : `: “${escapeMarkdown(quote)}”`);
const bold = (verdict: string): string => `**${verdict}**`;

function conclusions(judged: readonly Judged[], about?: About): string {
  const rows = ofKind(judged, 'conclusion', about).map(([claim, one]) => {
    const { value, interval, log10P, holm, power, verdict, uncorrected, note } = one;
    const { unit } = PROTOCOL.quantities[claim.quantity];
    return [
      aboutName(claim.about),
      `${claim.statement}${claim.reading === 'primary' ? quoted(claim.quote) : ''}${reading(claim)}`,
      `${claim.side} ${claim.bound}`,
      value === undefined ? (note ?? '') : `${show(value)}${interval ? ` (${rangeText(interval)})` : ''} ${unit}`,
      log10P === undefined ? '–' : pText(log10P) + (holm === undefined ? '' : `; Holm ${pText(holm)}`),
      power === undefined ? '–' : `${Math.round(100 * power)} %`,
      bold(verdict) +
        (uncorrected !== undefined && uncorrected !== verdict ? `, uncorrected ${uncorrected}` : '') +
        (note === undefined || value === undefined ? '' : `; ${note}`),
    ];
  });
  return markdownTable(['about', 'claim', 'holds if', 'found (95 %)', 'p', 'power', 'verdict'], rows, [2]);
}

const percent = (share: number | undefined): string => (share === undefined ? '–' : `${Math.round(100 * share)} %`);

/** How many seeds would decide an undecided number. */
export function neededText({ needed: seeds, verdict }: Judged): string | undefined {
  if (verdict !== 'undecided' || seeds === undefined) return undefined;
  return seeds === null ? 'more than 1,000 seeds would be needed' : `${seeds} seeds would decide`;
}

const after = (text: string | undefined): string => (text === undefined ? '' : `; ${text}`);

function numbers(judged: readonly Judged[], about?: About): string {
  const rows = ofKind(judged, 'metric', about).map(([claim, one]) => {
    const { seeds, control, interval, oneMore, falseRate, verdict, note } = one;
    return [
      aboutName(claim.about),
      `${claim.statement}${reading(claim)}`,
      `${number(claim.published)} ± ${claim.margin}`,
      seeds && claim.about !== 'data' ? seedsText(seeds, claim.about) : (note ?? ''),
      interval ? rangeText(interval) : '–',
      oneMore ? rangeText(oneMore) : '–',
      control ? control.map(number).join(', ') : '–',
      percent(falseRate),
      `${bold(verdict)}${after(neededText(one))}${seeds ? after(note) : ''}`,
    ];
  });
  const head = [
    'about',
    'number',
    'printed ± margin',
    'ours',
    'centre',
    'one more run',
    'tf_keras',
    'false',
    'verdict',
  ];
  return markdownTable(head, rows, [2, 3, 4, 5, 7]);
}

/** Whether the control is one more run of ours: then a difference from the notebook is not the port's. */
function controlLine(judged: readonly Judged[]): string {
  const inside = judged.flatMap(({ control = [], oneMore }) =>
    oneMore ? control.map((value) => oneMore.low <= value && value <= oneMore.high) : [],
  );
  return `Of ${inside.length} numbers of the control in tf_keras, ${inside.filter(Boolean).length} lie where one more run of ours would; differences from the notebook that both share are not the port’s.`;
}

/** Which models pass as others by one number alone. */
function aloneLine(records: Records): string {
  const passes = ([ours, other]: readonly [ModelName, ModelName]): string => {
    const names = PROTOCOL.claims.flatMap((claim) => {
      if (claim.kind !== 'metric' || claim.about !== other || claim.reading !== 'primary') return [];
      const seeds = records.trainings(ours).map(quantityOf(records, ours, claim.quantity));
      const { verdict } = judgeNumber(seeds, claim.published, claim.margin, distributionOf(other));
      return verdict === 'reproduced' || verdict === 'compatible with seed spread' ? [claim.statement] : [];
    });
    return `${MODEL_NAMES[ours]} passes as ${MODEL_NAMES[other]} by ${names.join(', ').toLowerCase() || 'no number'}`;
  };
  const pairs = [
    ['transfer', 'lenet'],
    ['cnn-lstm', 'birnn'],
  ] as const;
  return `One number alone may not tell models apart: of those printed, ${pairs.map(passes).join('; ')}. All numbers of a model together do.`;
}

function curvesAndAnswers(judged: readonly Judged[], about?: About): string {
  const all = (['curve', 'together', 'answer'] as const).flatMap((kind) => ofKind(judged, kind, about));
  const rows = all.map(([claim, { value, verdict, note }]) => [
    aboutName(claim.about),
    `${claim.statement}${reading(claim)}`,
    [...(typeof value === 'string' ? [value] : []), ...(note === undefined ? [] : [note])].join('; '),
    bold(verdict),
  ]);
  return markdownTable(['about', 'what', 'found', 'verdict'], rows);
}

function facts(judged: readonly Judged[]): string {
  const all = ofKind(judged, 'fact');
  const others = all.filter(([, { verdict }]) => verdict !== 'identical');
  const rows = others.map(([claim, { value, verdict }]) => [
    aboutName(claim.about),
    claim.statement,
    show(claim.published),
    value === undefined ? '–' : show(value),
    bold(verdict),
  ]);
  return [
    `${all.length - others.length} of ${all.length} are identical.`,
    ...(rows.length > 0 ? [markdownTable(['about', 'fact', 'printed', 'found', ''], rows)] : []),
  ].join('\n\n');
}

const observedText = (observed: Observed): string =>
  Object.entries(observed)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join('; ');

function observations({ records, control, facts: { observations: found } }: Published): string {
  return PROTOCOL.observations
    .map(({ id, about, statement }) => {
      const observed = id === 'seconds' ? secondsOf(records, control) : (found[id] ?? OBSERVATIONS[id]?.(records));
      if (!observed) throw new Error(`nothing observes ${id}`);
      return `- ${aboutName(about)}: **${statement}**: ${observedText(observed)}.`;
    })
    .join('\n');
}

/** The verdicts on one model: tables of conclusions, of numbers, and of curves and answers. */
export const verdictsOn = (judged: readonly Judged[], about: About): string[] => [
  conclusions(judged, about),
  numbers(judged, about),
  curvesAndAnswers(judged, about),
];

/** All verdicts as Markdown: the summary, then each claim once. */
export function findingsMarkdown(
  judged: readonly Judged[],
  published: Published,
  drawings: readonly { name: string; alt: string }[],
): string {
  const digests = Array.from(published.records.experiments.values()).flatMap(({ experiment, trainings }) => {
    const of = trainings.flatMap(({ seed, sha256 }) => (sha256 ? [`${seed} \`${sha256.run.slice(0, 16)}\``] : []));
    return of.length > 0 ? [`- ${experiment}: ${of.join(', ')}`] : [];
  });
  return (
    [
      '# Findings',
      'Which results of the notebook are reproduced, judged by the rules of [the protocol](protocol.md), which was written before these trainings. Written by `npx nx run tools:publish` from the records in [packages/eval/records](../packages/eval/records); `npx reprise verify --published` computes all of it again.',
      headlineTable(judged),
      summaryLines(judged, published.records)
        .map((line) => `- ${line}`)
        .join('\n'),
      '## Conclusions',
      'Primary readings are corrected for their number (Holm); p is two-sided. “Power” is the chance of finding the effect that the notebook prints.',
      conclusions(judged),
      '## Printed numbers',
      '“Centre” is the interval that decides equivalence; “false” is the chance of “not reproduced” if the notebook were one more run.',
      controlLine(judged),
      numbers(judged),
      '## Curves, numbers together, answers',
      curvesAndAnswers(judged),
      aloneLine(published.records),
      '## Facts',
      facts(judged),
      '## Observations',
      'Numbers without a verdict.',
      observations(published),
      ...(drawings.length > 0 ? ['## Figures', ...drawings.map(figureMarkdown)] : []),
      '## Records',
      'Seeds with the first 16 digits of the sha256 of their run.json.',
      digests.join('\n'),
    ].join('\n\n') + '\n'
  );
}
