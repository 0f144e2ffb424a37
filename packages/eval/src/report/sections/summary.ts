import { type Headline, headlines, seedsText, type Verdicts } from '../../claims';
import { escapeMarkdown, markdownTable } from '../../markdown';
import { mean } from '../../metrics';
import { PROTOCOL } from '../../protocol';
import { MODELS, type PublishedModel } from '../../published/published';
import { duration, fixed } from '../format';
import { type JudgedModel, measuredOf, type ReportModel } from '../judge/judge-model';
import { fold, type Section } from '../section';

/** Seconds of a model's training, with what was computed once for it. */
const trainingSeconds = ({ trained: { measured } }: JudgedModel): number | undefined =>
  measured && measured.seconds.training + (measured.seconds['features'] ?? 0);

const notebookSeconds = ({ seconds_per_epoch, history }: PublishedModel): number =>
  mean(seconds_per_epoch) * history.val_loss.length;

/** When and where the models were trained, and how long that took beside the notebook, if all of them were. */
export function runLine(models: readonly ReportModel[], profile: string, seed: number): string {
  const trained = measuredOf(models).filter(({ published }) => published);
  const measured = trained.flatMap((model) => model.trained.measured ?? []);
  const last = measured.toSorted((a, b) => a.date.localeCompare(b.date)).at(-1);
  const { seeds } = PROTOCOL.design;
  const among = seeds.includes(seed) ? 'one of the ten seeds' : 'not one of the ten seeds';
  const name = `Profile ${profile}, seed ${seed} (${among}, ${seeds[0]} to ${seeds.at(-1)})`;
  if (last === undefined) return `${name}.`;
  const { cpu, cores, memory_gb } = last.machine;
  const when = escapeMarkdown(last.date.slice(0, 16).replace('T', ' '));
  const line = `${name}: trained until ${when} UTC on ${cores} cores of ${escapeMarkdown(cpu)} with ${Math.round(memory_gb)} GB of memory.`;
  const ours = trained.flatMap((model) => trainingSeconds(model) ?? []);
  if (profile !== 'full' || ours.length < MODELS.length) return line;
  const sum = (values: number[]): string => duration(values.reduce((total, one) => total + one, 0));
  const theirs = trained.flatMap(({ published }) => (published ? notebookSeconds(published) : []));
  return `${line} Training the five models took **${sum(ours)}** here and **${sum(theirs)}** in the notebook.`;
}

function row(
  { model: name, claim, judged: { seeds, verdict } }: Headline,
  models: readonly ReportModel[],
  values: ReadonlyMap<string, number | string>,
): string[] {
  const model = models.find((one) => one.model === name);
  if (!model) throw new Error(`no card of ${name}`);
  const measured = model.status === 'measured' ? model : undefined;
  return [
    measured ? `[${model.title}](#${name})` : `${model.title} (${model.status})`,
    claim.experiment === name ? claim.statement : `${claim.statement}, fitted twice`,
    fixed(claim.published),
    fixed(values.get(claim.id) as number | undefined),
    seeds ? seedsText(seeds, name) : '–',
    `**${verdict}**`,
    duration(measured?.published && notebookSeconds(measured.published)),
    duration(measured && trainingSeconds(measured)),
  ];
}

/** Words of the verdicts; docs/protocol.md has the rules. */
const MEANINGS = [
  '- A fact (layers, shapes, rows) is **identical** or **different**.',
  '- A printed number is **reproduced** if ten seeds equal it within a margin and it could be one more of them, **compatible with seed spread** if it could be one more, **not reproduced** if it could not and the seeds are outside of the margin, else **undecided**.',
  '- A conclusion **holds** or **does not hold** if its whole 95 % interval is on one side of its bound, corrected for the number of conclusions. Else it is **undecided**: too close to call with ten seeds.',
  '- The rules were written before the trainings (docs/protocol.md). All statistics are in docs/findings.md.',
].join('\n');

/** What a reader sees first: a row for each of the notebook's models, and the eight lines. */
export function summarySection(
  models: readonly ReportModel[],
  verdicts: Verdicts,
  values: ReadonlyMap<string, number | string>,
): Section {
  const absent = models.flatMap((one) =>
    one.status === 'measured' ? [] : [`- ${one.title}: ${escapeMarkdown(one.reason)}`],
  );
  return {
    id: 'in-short',
    title: 'In short',
    blocks: [
      markdownTable(
        ['Model', 'Number', 'Notebook', 'This run', 'Ten seeds', 'Verdict', 'Notebook’s time', 'Our time'],
        headlines(verdicts.judged).map((headline) => row(headline, models, values)),
        [2, 3, 6, 7],
      ),
      verdicts.summary.map((line) => `- ${line}`).join('\n'),
      ...(absent.length > 0 ? ['Not in this report:', absent.join('\n')] : []),
    ],
    folds: [
      fold('in-short', 'What the verdicts mean', [
        'Verdicts are those of the ten published seeds; this run is shown beside them.',
        MEANINGS,
      ]),
    ],
  };
}
