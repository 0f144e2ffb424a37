import { type Compared, findJudged, HEADLINES, seedsText, type Verdicts } from '../../claims';
import { escapeMarkdown, markdownTable } from '../../markdown';
import { mean } from '../../metrics';
import { isModel, MODELS, type PublishedModel } from '../../published/published';
import { headline, type JudgedModel, type ReportModel } from '../judge/judge-model';
import { duration, fixed } from '../format';

/** Seconds of a model's training, with what was computed once for it. */
const trainingSeconds = ({ trained: { measured } }: JudgedModel): number | undefined =>
  measured && measured.seconds.training + (measured.seconds['features'] ?? 0);

const notebookSeconds = ({ seconds_per_epoch, history }: PublishedModel): number =>
  mean(seconds_per_epoch) * history.val_loss.length;

function row(
  model: ReportModel,
  verdicts: Verdicts,
  compared: readonly Compared[],
  slug: (heading: string) => string,
): string[] {
  if (model.status !== 'measured') return [model.title, '–', '–', `**${model.status}**`, '–', '–', '–', '–'];
  const { card, published, result } = model;
  const metric = headline(result);
  const judged = isModel(card.model) ? findJudged(verdicts.judged, HEADLINES[card.model]) : undefined;
  const { claim, found } = compared.find((one) => one.claim.id === judged?.id) ?? {};
  return [
    `[${card.title}](#${slug(card.title)})`,
    claim?.statement ?? metric?.label ?? '–',
    fixed(claim ? (claim.published as number) : metric?.published),
    fixed(claim ? (found as number | undefined) : metric?.measured),
    judged?.seeds && isModel(card.model) ? seedsText(judged.seeds, card.model) : '–',
    judged ? `**${judged.verdict}**` : '–',
    duration(published && notebookSeconds(published)),
    duration(trainingSeconds(model)),
  ];
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

/**
 * What a reader sees first: metrics, verdicts and times, a row per model.
 * @param slug the anchor of a heading
 */
export function summarySection(
  models: readonly ReportModel[],
  verdicts: Verdicts,
  compared: readonly Compared[],
  { slice, slug }: { slice: boolean; slug: (heading: string) => string },
): string {
  const absent = models.flatMap((one) =>
    one.status === 'measured' ? [] : [`- ${one.title}: ${escapeMarkdown(one.reason)}`],
  );
  return [
    '## In short',
    markdownTable(
      ['Model', 'Metric', 'Notebook', 'This run', 'Ten seeds', 'Verdict', 'Notebook’s time', 'Our time'],
      models.map((model) => row(model, verdicts, compared, slug)),
      [2, 3, 6, 7],
    ),
    'The verdicts are those of the ten published seeds. The RNN’s row is of two fits, as in the notebook.',
    verdicts.summary.map((line) => `- ${line}`).join('\n'),
    ...(absent.length > 0 ? ['Not in this report:', absent.join('\n')] : []),
    ...(slice ? [] : time(models)),
  ].join('\n\n');
}
