import { belowBaseline, type ClaimsRecord, countVerdicts, findClaim, type JudgedClaim } from '../claims';
import { mean } from '../metrics';
import { PUBLISHED, type ModelName, MODELS } from '../published/published';
import { escapeMarkdown, markdownTable } from './escape-markdown';
import { count, duration, figure } from './format';
import type { ReportTimes } from './report-times';
import type { FigureResult, ModelResult, Results } from './results';

/** The figure that stands for a model, and the claim that judges it. */
interface Headline {
  model: ModelName;
  claim: string;
  /** Said beside the model's name. */
  note?: string;
  /** True where the figure is of another training than the model's own: the claim measured it. */
  variant?: boolean;
}

/** The figure of a headline, and what the table calls it. */
const headlineFigure = (model: ModelName): [FigureResult['figure'], string] =>
  model === 'autoencoder' ? ['val_loss_median5', 'loss on new images'] : ['test_acc', 'test accuracy'];

export const HEADLINES: readonly Headline[] = [
  { model: 'autoencoder', claim: 'autoencoder-val-loss-median' },
  { model: 'lenet', claim: 'lenet-test-accuracy' },
  { model: 'transfer', claim: 'transfer-test-accuracy' },
  { model: 'birnn', claim: 'hidden-fresh-accuracy', note: 'as the cell reads' },
  { model: 'birnn', claim: 'birnn-test-accuracy', note: 'fitted twice, as it happened', variant: true },
  { model: 'cnn-lstm', claim: 'cnn-lstm-test-accuracy' },
];

/** Seconds that a model's training took, with what was computed once for it. */
const trainingSeconds = (times: ReportTimes, model: ModelName): number | undefined => {
  const seconds = times.models[model]?.seconds;
  return seconds && seconds.training + (seconds['features'] ?? 0);
};

const notebookSeconds = (model: ModelName): number =>
  mean(PUBLISHED[model].seconds_per_epoch) * PUBLISHED[model].history.val_loss.length;

/** Anchors of the models' sections, as GitHub names those of their headings. */
const ANCHORS: Readonly<Record<ModelName, string>> = {
  autoencoder: 'autoencoder',
  lenet: 'lenet',
  transfer: 'transfer-from-vgg16',
  birnn: 'bidirectional-rnn',
  'cnn-lstm': 'cnn--lstm',
};

function row(headline: Headline, result: ModelResult, judged: JudgedClaim | undefined, times: ReportTimes): string[] {
  const name = `[${result.name}](#${ANCHORS[result.model]})${headline.note ? `, ${headline.note}` : ''}`;
  if (result.status !== 'measured') return [name, '–', '–', '–', `**${result.status}**`, '–', '–', '–'];
  const [wanted, label] = headlineFigure(result.model);
  const own = result.figures.find((one) => one.figure === wanted);
  const measured = judged?.measured?.value;
  const ours = headline.variant ? (typeof measured === 'number' ? measured : undefined) : own?.measured;
  const seconds = headline.variant ? undefined : trainingSeconds(times, result.model);
  return [
    name,
    label,
    figure(own?.published),
    figure(ours),
    judged && judged.verdict !== 'not measured' ? `**${judged.verdict}**` : '–',
    judged && !result.slice ? `**${judged.declared.verdict}**` : '–',
    headline.variant ? '–' : duration(notebookSeconds(result.model)),
    seconds === undefined ? '–' : duration(seconds),
  ];
}

function time(times: ReportTimes): string[] {
  const ours = MODELS.map((model) => trainingSeconds(times, model));
  if (ours.some((seconds) => seconds === undefined)) return [];
  const sum = (seconds: number[]): string => duration(seconds.reduce((total, one) => total + one, 0));
  const machine = times.models.lenet?.machine;
  const where = machine ? ` on ${machine.cores} cores (${escapeMarkdown(machine.cpu)})` : '';
  return [
    `Training took the notebook’s cells **${sum(MODELS.map(notebookSeconds))}** on their own machine, and took **${sum(ours as number[])}** here${where}.`,
    '',
  ];
}

function verdicts(record: ClaimsRecord | undefined): string[] {
  if (record === undefined) return ['The notebook’s claims were not judged: run `npx nx run eval:claims`.'];
  const { claims } = record;
  const [{ declared }] = claims;
  return [
    `${count(claims.length)} claims of the notebook and about its method are judged with intervals of 95 %; on this run: ${countVerdicts(claims)}. One run leaves open what depends on the seed: “five seeds” is what the sweep of ${declared.date} declared, and \`npx nx run eval:sweep\` finds again.`,
    ...belowBaseline(claims).flatMap((line) => ['', line]),
  ];
}

/** What a reader sees first: what was reproduced, what came of it, and how long it took. */
export function summarySection(
  { models, slice }: Results,
  claims: ClaimsRecord | undefined,
  times: ReportTimes,
): string {
  const rows = HEADLINES.map((headline) => {
    const result = models.find(({ model }) => model === headline.model) as ModelResult;
    return row(headline, result, claims && findClaim(claims, headline.claim), times);
  });
  const absent = models.flatMap((one) =>
    one.status === 'measured' ? [] : [`- ${one.name}: ${escapeMarkdown(one.reason)}`],
  );
  return [
    '## In short',
    '',
    markdownTable(
      ['Model', 'Figure', 'Notebook', 'Ours', 'This run', 'Five seeds', 'Notebook’s time', 'Our time'],
      rows,
      [2, 3, 6, 7],
    ),
    '',
    ...(absent.length > 0 ? ['Not in this report:', '', ...absent, ''] : []),
    ...(slice ? [] : time(times)),
    ...verdicts(claims),
  ].join('\n');
}
