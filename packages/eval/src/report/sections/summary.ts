import { belowBaseline, type ClaimsRecord, countVerdicts, findClaim } from '../../claims';
import { escapeMarkdown, markdownTable } from '../../markdown';
import { mean } from '../../metrics';
import { type ModelName, MODELS, type PublishedModel } from '../../published/published';
import { headline, type JudgedModel, type ReportModel } from '../judge/judge-model';
import { count, duration, fixed } from '../format';

/**
 * The claims that judge the headline metrics of the notebook's models. The note says how the model was trained, where that
 * differs between rows; `variant` is true where the claim measures a variant of the model.
 */
export const HEADLINES: readonly { model: ModelName; claim: string; note?: string; variant?: boolean }[] = [
  { model: 'autoencoder', claim: 'autoencoder-val-loss-median' },
  { model: 'lenet', claim: 'lenet-test-accuracy' },
  { model: 'transfer', claim: 'transfer-test-accuracy' },
  { model: 'birnn', claim: 'hidden-fresh-accuracy', note: 'at most 20 epochs' },
  { model: 'birnn', claim: 'birnn-test-accuracy', note: 'trained twice, as in the notebook', variant: true },
  { model: 'cnn-lstm', claim: 'cnn-lstm-test-accuracy' },
];

const VERDICTS = `\
- **holds**, **does not hold**: a statement whose whole interval is on one side of its bound
- **reproduced**, **not reproduced**: a value of the notebook; the whole interval is inside, or outside, its tolerance
- **reproduced within seed spread**: the interval crosses the tolerance, but the notebook’s value is one that another seed could give
- **undecided**: too close to call; the interval is on both sides, or one seed is not enough`;

/** Seconds of a model's training, with what was computed once for it. */
const trainingSeconds = ({ trained: { measured } }: JudgedModel): number | undefined =>
  measured && measured.seconds.training + (measured.seconds['features'] ?? 0);

const notebookSeconds = ({ seconds_per_epoch, history }: PublishedModel): number =>
  mean(seconds_per_epoch) * history.val_loss.length;

function rows(model: ReportModel, claims: ClaimsRecord | undefined, slug: (heading: string) => string): string[][] {
  if (model.status !== 'measured') return [[model.title, '–', '–', '–', `**${model.status}**`, '–', '–', '–']];
  const { card, published, result } = model;
  const metric = headline(result);
  const headlines = HEADLINES.filter((row) => row.model === card.model);
  return (headlines.length > 0 ? headlines : [undefined]).map((row) => {
    const claim = claims && row && findClaim(claims, row.claim);
    const measured = claim?.measured?.value;
    const ours = row?.variant ? (typeof measured === 'number' ? measured : undefined) : metric?.measured;
    return [
      `[${card.title}](#${slug(card.title)})${row?.note ? `, ${row.note}` : ''}`,
      metric?.label ?? '–',
      fixed(metric?.published),
      fixed(ours),
      claim && claim.verdict !== 'not measured' ? `**${claim.verdict}**` : '–',
      claim && !result.slice ? `**${claim.declared.verdict}**` : '–',
      duration(row?.variant ? undefined : published && notebookSeconds(published)),
      duration(row?.variant ? undefined : trainingSeconds(model)),
    ];
  });
}

/** How long the notebook's models took, if all of them were trained. */
function time(models: readonly ReportModel[]): string[] {
  const trained = models.flatMap((model) => (model.status === 'measured' && model.published ? [model] : []));
  const ours = trained.flatMap((model) => trainingSeconds(model) ?? []);
  if (ours.length < MODELS.length) return [];
  const sum = (values: number[]): string => duration(values.reduce((total, one) => total + one, 0));
  const theirs = trained.flatMap(({ published }) => (published ? notebookSeconds(published) : []));
  const machine = trained[0].trained.measured?.machine;
  const where = machine ? ` on ${machine.cores} cores (${escapeMarkdown(machine.cpu)})` : '';
  return [
    `Training the notebook’s models took **${sum(theirs)}** on the notebook’s machine and **${sum(ours)}** here${where}.`,
  ];
}

function verdicts(record: ClaimsRecord | undefined): string[] {
  if (record === undefined) return ['The notebook’s claims are not judged yet: run `npx nx run eval:claims`.'];
  const { claims } = record;
  return [
    `${count(claims.length)} claims of the notebook and about its method are judged on this run, with intervals of 95 %: ${countVerdicts(claims)}. “Five seeds” is the verdict of a sweep on ${claims[0].declared.date}; \`npx nx run eval:sweep\` repeats it. The verdicts:`,
    VERDICTS,
    ...belowBaseline(claims),
  ];
}

/**
 * What a reader sees first: metrics, verdicts and times, a row per model.
 * @param slug the anchor of a heading
 */
export function summarySection(
  models: readonly ReportModel[],
  claims: ClaimsRecord | undefined,
  { slice, slug }: { slice: boolean; slug: (heading: string) => string },
): string {
  const absent = models.flatMap((one) =>
    one.status === 'measured' ? [] : [`- ${one.title}: ${escapeMarkdown(one.reason)}`],
  );
  return [
    '## In short',
    markdownTable(
      ['Model', 'Metric', 'Notebook', 'Ours', 'This run', 'Five seeds', 'Notebook’s time', 'Our time'],
      models.flatMap((model) => rows(model, claims, slug)),
      [2, 3, 6, 7],
    ),
    ...(absent.length > 0 ? ['Not in this report:', absent.join('\n')] : []),
    ...(slice ? [] : time(models)),
    ...verdicts(claims),
  ].join('\n\n');
}
