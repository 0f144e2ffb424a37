// Writes measurements into docs/performance.md and the READMEs:
//   npx nx run tools:publish-performance                     # all parts
//   npx nx run tools:publish-performance --part=bench        # or --part=fit, --part=pipeline
// It times two commands itself: `reprise classify`, and a pipeline with every task cached.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, numberTable, putBetweenMarks, readJson, reportFailure, repositoryRoot } from '@reprise/base';
import { median, MODELS } from '@reprise/eval';
import { catalogue, type Measured, trainings } from '@reprise/records';
import { Command, Option } from 'commander';
import { BenchResult, FitResult } from '../bench/result';
import { benchMarkdown, fitTable, speedupTable } from '../bench/tables/tables';
import { basis, measuredRun } from './measured-run';

const RUNS = 5;
const PAGE = 'docs/performance.md';

function publish(page: string, mark: string, parts: string[]): void {
  const file = join(repositoryRoot(), page);
  writeFileSync(file, putBetweenMarks(readFileSync(file, 'utf8'), mark, parts.join('\n\n')));
}

async function publishBench(): Promise<void> {
  const bench = await readJson(artifactsDir('bench', 'bench.json'), {
    schema: BenchResult,
    expected: 'a bench of this version',
    todo: 'Run `npx nx run tools:bench`.',
  });
  const versions = Object.entries(bench.versions).map(([name, version]) => `${name} ${version}`);
  const line = `${basis(bench)}; ${versions.join(', ')}.`;
  publish(PAGE, 'bench', [line, benchMarkdown(bench)]);
  publish('README.md', 'speed', [
    'How many times as fast as each Reprise trains (`npx nx run tools:bench`):',
    speedupTable(bench),
    `${line} Details: [docs/performance.md](docs/performance.md).`,
  ]);
}

async function publishFit(): Promise<void> {
  const result = await readJson(artifactsDir('bench', 'fit.json'), {
    schema: FitResult,
    expected: 'a comparison with model.fit',
    todo: 'Run `npx nx run tools:bench-fit`.',
  });
  publish('packages/engine/README.md', 'fit', [`${basis(result)}.`, fitTable(result)]);
}

/** Median seconds of a command, after one run that does not count. */
function secondsOf(program: string, ...args: string[]): number {
  const seconds = Array.from({ length: RUNS + 1 }, () => {
    const started = performance.now();
    execFileSync(program, args, { cwd: repositoryRoot(), stdio: 'pipe' });
    return (performance.now() - started) / 1000;
  });
  return median(seconds.slice(1));
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

async function publishPipeline(): Promise<void> {
  const total = (title: string, runs: Measured[]): string[] => {
    const seconds = runs.reduce((sum, run) => sum + run.seconds.total, 0);
    return [`**${title}**`, '', '', `**${minutes(seconds)}**`, ''];
  };
  const models = await Promise.all(MODELS.map(measuredRun));
  const variants = Array.from(trainings().values())
    .filter(({ name, model, sweep }) => !sweep && name !== model && !catalogue().get(model)?.study)
    .map(({ name }) => name);
  const table = numberTable(
    ['`npx nx run runner:all`', 'epochs', 'training', 'total', 'peak memory'],
    [
      ...models.map(({ seconds, peak_memory_mb }, i) => [
        MODELS[i],
        String(seconds.epochs.length),
        minutes(seconds.training),
        minutes(seconds.total),
        `${peak_memory_mb} MB`,
      ]),
      total('five trainings', models),
      total('trainings for the claims', await Promise.all(variants.map(measuredRun))),
    ],
  );
  // The quick profile has the same tasks, and looking them up takes the same time.
  const cached = secondsOf('npx', 'nx', 'run', 'runner:all', '--configuration=quick');
  const classify = secondsOf(process.execPath, 'apps/runner/bin/reprise.js', 'classify', 'www.yahoo.com');
  publish(PAGE, 'pipeline', [
    `${basis(models[models.length - 1])}.`,
    table,
    `All tasks cached: ${cached.toFixed(1)} s. \`reprise classify www.yahoo.com\`, warm: ${classify.toFixed(2)} s. Medians of ${RUNS} runs.`,
  ]);
}

const PARTS: Record<string, () => Promise<void>> = {
  bench: publishBench,
  fit: publishFit,
  pipeline: publishPipeline,
};

new Command('publish-performance')
  .addOption(new Option('--part <part>', 'one part; all by default').choices(Object.keys(PARTS)))
  .action(async ({ part }: { part?: string }) => {
    for (const name of part === undefined ? Object.keys(PARTS) : [part]) await PARTS[name]();
  })
  .parseAsync()
  .catch(reportFailure);
