import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText, markdownTable, numberTable, Problem, putBetweenMarks, repositoryRoot } from '@reprise/base';
import {
  findingsMarkdown,
  headlineTable,
  judge,
  type Judged,
  MODELS,
  protocolTables,
  type Published,
  readRecords,
  summaryLines,
  type Verdicts,
} from '@reprise/eval';
import { benchMarkdown, fitTable, speedupTable } from '../bench/tables/tables';
import { modelCard } from './model-card';
import { type PipelineResult, readPerformance, RUNS } from './performance-records';

/** When and on which machine something was measured. */
const basis = ({ date, machine }: Pick<PipelineResult, 'date' | 'machine'>): string =>
  `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}`;

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function pipelineText({ models, variants, cached, classify, ...of }: PipelineResult): string {
  const total = (title: string, seconds: number): string[] => [`**${title}**`, '', '', `**${minutes(seconds)}**`, ''];
  const rows = Object.entries(models).map(([model, { epochs, training, total: all, peak_memory_mb: peak }]) => [
    model,
    String(epochs),
    minutes(training),
    minutes(all),
    `${peak} MB`,
  ]);
  const five = Object.values(models).reduce((sum, one) => sum + one.total, 0);
  return [
    `${basis(of)}.`,
    numberTable(
      ['`npx nx run runner:all --parallel=1`', 'epochs', 'training', 'total', 'peak memory'],
      [...rows, total('five trainings', five), total('the other trainings', variants)],
    ),
    `All tasks cached: ${cached.toFixed(1)} s. \`reprise classify www.yahoo.com\`, warm: ${classify.toFixed(2)} s. Medians of ${RUNS} runs.`,
  ].join('\n\n');
}

/** Pages by their path, read when they are first changed. */
class Pages {
  readonly texts = new Map<string, string>();

  put(path: string, mark: string, ...parts: string[]): void {
    const text = this.texts.get(path) ?? readFileSync(join(repositoryRoot(), path), 'utf8');
    this.texts.set(path, putBetweenMarks(text, mark, parts.join('\n\n')));
  }
}

const tenDigits = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(10)) : value;

/**
 * Statistics with ten digits, since the last bits of a logarithm depend on the machine. What others are compared with has all:
 * a range includes its ends.
 */
const rounded = ({ seeds, control, oneMore, ...statistics }: Judged): Judged => ({
  ...(JSON.parse(JSON.stringify(statistics, tenDigits)) as Judged),
  seeds,
  control,
  oneMore,
});

/** @throws Problem when a claim is not measured */
function checkMeasured(judged: readonly Judged[]): void {
  const missing = judged.filter(({ verdict }) => verdict === 'not measured');
  if (missing.length === 0) return;
  throw new Problem({
    where: 'packages/eval/records',
    expected: 'the trainings of every claim',
    found: missing.map(({ id, note }) => `${id}: ${note}`).join('; '),
    todo: 'Run `npx nx run eval:sweep`, then `npx nx run tools:publish --take=sweep`.',
  });
}

function verdictPages(pages: Pages, published: Published, judged: readonly Judged[]): void {
  checkMeasured(judged);
  const summary = summaryLines(judged, published.records);
  const verdicts: Verdicts = { schema: 1, summary, judged: judged.map(rounded) };
  pages.texts.set('packages/eval/records/verdicts.json', jsonText(verdicts));
  const drawings = published.facts.figures.map(({ name, alt }) => ({ name: `findings/${name}`, alt }));
  pages.texts.set('docs/findings.md', findingsMarkdown(judged, published, drawings));
  pages.put('README.md', 'results', headlineTable(judged), summary.map((line) => `- ${line}`).join('\n'));
  pages.put('docs/reproducibility.md', 'compute', computeText(published));
  for (const model of MODELS) pages.texts.set(`docs/models/${model}.md`, `${modelCard(model, published, judged)}\n`);
}

/** Trainings and hours of the published records. */
function computeText({ records, control }: Published): string {
  const row = (name: string, of: Published['records']): string[] => {
    const all = Array.from(of.experiments.values()).flatMap((one) => one.trainings);
    // Baselines such as the mean image have no epochs.
    const trainings = all.filter(({ history }) => history.loss.length > 0);
    const timed = trainings.flatMap(({ seconds }) => seconds ?? []);
    const hours = timed.reduce((sum, one) => sum + one, 0) / 3600;
    const machines = [...new Set(Array.from(of.experiments.values(), ({ machine }) => machine))];
    return [
      name,
      String(trainings.length),
      String(timed.length),
      hours.toFixed(1),
      machines.filter((machine) => machine !== 'any').join('; '),
    ];
  };
  return markdownTable(
    ['', 'trainings', 'of these timed', 'hours', 'machine'],
    [row('Reprise', records), row('tf_keras', control)],
    [1, 2, 3],
  );
}

async function performancePages(pages: Pages): Promise<void> {
  const { bench, fit, pipeline } = await readPerformance();
  const versions = Object.entries(bench.versions).map(([name, version]) => `${name} ${version}`);
  const line = `${basis(bench)}; ${versions.join(', ')}.`;
  pages.put('docs/performance.md', 'bench', line, benchMarkdown(bench));
  pages.put('docs/performance.md', 'pipeline', pipelineText(pipeline));
  pages.put('packages/engine/README.md', 'fit', `${basis(fit)}.`, fitTable(fit));
  pages.put(
    'README.md',
    'speed',
    'How many times as fast as each Reprise trains (`npx nx run tools:bench`):',
    speedupTable(bench),
    `${line} Details: [docs/performance.md](docs/performance.md).`,
  );
}

/** Every file that is generated from the committed records, by path. Takes seconds; needs neither TensorFlow nor data. */
export async function renderPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Pages();
  const published = await readRecords();
  pages.put('docs/protocol.md', 'protocol', protocolTables());
  verdictPages(pages, published, judge(published));
  await performancePages(pages);
  return pages.texts;
}
