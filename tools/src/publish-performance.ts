// Takes the figures of a bench and of a full run into docs/performance.md and the README:
//   npx nx run tools:publish-performance                     # all
//   npx nx run tools:publish-performance --part=bench        # or --part=fit, --part=pipeline
// It times the two commands that people wait for itself: `reprise classify`, and a pipeline that is all cached.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { artifactsDir, Problem, readJson, reportFailure, repositoryRoot, tempFolder } from '@reprise/base';
import { median, MODELS } from '@reprise/eval';
import { Measured, trainings } from '@reprise/records';
import { BenchResult, FitResult } from './bench/result';
import { fitTable, ratioTable, table } from './bench/table';
import { putBetweenMarks } from './marks';

const SEED = 1;
const TIMES = 5;
const PAGE = join(repositoryRoot(), 'docs', 'performance.md');
const FIGURES = join(repositoryRoot(), 'docs', 'figures');

const publish = (file: string, mark: string, parts: string[]): void =>
  writeFileSync(file, putBetweenMarks(readFileSync(file, 'utf8'), mark, parts.join('\n\n')));

/** Median seconds of a command that was run once before. */
function secondsOf(command: string[]): number {
  const run = (): void => void execFileSync(command[0], command.slice(1), { cwd: repositoryRoot(), stdio: 'pipe' });
  run();
  return median(
    Array.from({ length: TIMES }, () => {
      const started = performance.now();
      run();
      return (performance.now() - started) / 1000;
    }),
  );
}

/** The tasks that record no peak memory of their own, by their commands. */
const OTHER_TASKS: Record<string, string[]> = {
  'data:fashion-mnist': ['packages/data/src/main.ts', 'fashion-mnist'],
  'data:urls': ['packages/data/src/main.ts', 'urls'],
  'data:vgg16': ['packages/data/src/main.ts', 'vgg16'],
  'vision:pca': ['packages/vision/src/main.ts', 'pca'],
  'eval:claims': ['packages/eval/src/main.ts', 'claims'],
  'eval:report': ['packages/eval/src/main.ts', 'report'],
};

/** The most memory, in MB, that any process of a ts-node command held. */
function peakMemory(command: string[]): number {
  const folder = tempFolder();
  const file = join(folder, 'peaks');
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${join(__dirname, 'note-peak-memory.js')}`,
    REPRISE_PEAK_FILE: file,
  };
  const tsNode = join('node_modules', 'ts-node', 'dist', 'bin.js');
  try {
    execFileSync(process.execPath, [tsNode, ...command], { cwd: repositoryRoot(), env, stdio: 'pipe' });
    return Math.max(...readFileSync(file, 'utf8').trim().split('\n').map(Number));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

const measuredOf = (experiment: string): Promise<Measured> =>
  readJson(artifactsDir('full', experiment, `seed-${SEED}`, 'measured.json'), {
    schema: Measured,
    expected: 'what a run took',
    todo: 'Run `npx nx run runner:all`.',
  });

/** Trainings that the claims need beside the notebook's five, but for those of a sweep. */
const variants = (): string[] =>
  Array.from(trainings())
    .filter(([name, { sweep }]) => !sweep && !(MODELS as readonly string[]).includes(name) && name !== 'pca')
    .map(([name]) => name);

/** What the pipeline took, and the commands. */
async function pipeline(): Promise<string> {
  const rowsOf = async (experiments: readonly string[], together: string): Promise<string[]> => {
    const measured = await Promise.all(experiments.map(async (name) => ({ name, ...(await measuredOf(name)) })));
    const total = measured.reduce((sum, { seconds }) => sum + seconds.total, 0);
    return [
      ...measured.map(
        ({ name, seconds, peak_memory_mb }) =>
          `| ${name} | ${seconds.epochs.length} | ${minutes(seconds.training)} | ${minutes(seconds.total)} | ${peak_memory_mb} MB |`,
      ),
      `| **${together}** | | | **${minutes(total)}** | |`,
    ];
  };
  // The quick profile has the same tasks, and looking them up takes the same time.
  const cached = secondsOf(['npx', 'nx', 'run', 'runner:all', '--configuration=quick']);
  const classify = secondsOf([
    process.execPath,
    join('apps', 'runner', 'bin', 'reprise.js'),
    'classify',
    'www.yahoo.com',
  ]);
  const { date, machine } = await measuredOf(MODELS[MODELS.length - 1]);
  return [
    `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB.`,
    '',
    '| `npx nx run runner:all` | epochs | training | in all | peak memory |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...(await rowsOf(MODELS, 'the notebook’s five')),
    ...(await rowsOf(variants(), 'more for its claims')),
    ...Object.entries(OTHER_TASKS).map(([task, command]) => `| ${task} | | | | ${peakMemory(command)} MB |`),
    '',
    `All tasks cached: ${cached.toFixed(1)} s. \`reprise classify www.yahoo.com\`, warm: ${classify.toFixed(2)} s. Medians of ${TIMES} runs.`,
  ].join('\n');
}

/** The table of a bench, its chart, and the README's figures. */
async function publishBench(): Promise<void> {
  const bench = await readJson(artifactsDir('bench', 'bench.json'), {
    schema: BenchResult,
    expected: 'a bench of this version',
    todo: 'Run `npx nx run tools:bench`.',
  });
  mkdirSync(FIGURES, { recursive: true });
  copyFileSync(artifactsDir('bench', 'bench.svg'), join(FIGURES, 'bench.svg'));
  const { cpu, cores, memory_gb, platform } = bench.machine;
  const versions = Object.entries(bench.versions).map(([name, version]) => `${name} ${version}`);
  const machine = `${bench.date.slice(0, 10)}, ${cpu}, ${cores} cores, ${memory_gb} GB, ${platform}; ${versions.join(', ')}.`;
  const chart = '![Milliseconds a training sample by model and contender](figures/bench.svg)';
  publish(PAGE, 'bench', [machine, chart, table(bench)]);
  publish(join(repositoryRoot(), 'README.md'), 'speed', [
    'How many times as fast ours trains (`npx nx run tools:bench`; batch size in brackets):',
    ratioTable(bench),
    `${machine} The whole of it: [docs/performance.md](docs/performance.md).`,
  ]);
}

/** The table of `fit` against `model.fit`. */
async function publishFit(): Promise<void> {
  const result = await readJson(artifactsDir('bench', 'fit.json'), {
    schema: FitResult,
    expected: 'a comparison with model.fit',
    todo: 'Run `npx nx run tools:bench-fit`.',
  });
  const { cpu, cores, memory_gb } = result.machine;
  const parts = [`${result.date.slice(0, 10)}, ${cpu}, ${cores} cores, ${memory_gb} GB.`, fitTable(result)];
  for (const file of [PAGE, join(repositoryRoot(), 'packages', 'engine', 'README.md')]) publish(file, 'fit', parts);
}

const PARTS: Record<string, () => Promise<void>> = {
  bench: publishBench,
  fit: publishFit,
  pipeline: async () => publish(PAGE, 'pipeline', [await pipeline()]),
};

async function main(part: string | undefined): Promise<void> {
  if (part !== undefined && !Object.hasOwn(PARTS, part)) {
    const expected = Object.keys(PARTS).join(' or ');
    throw new Problem({ where: '--part', expected, found: part, todo: 'Leave it out for all.' });
  }
  for (const name of part === undefined ? Object.keys(PARTS) : [part]) await PARTS[name]();
}

main(parseArgs({ options: { part: { type: 'string' } } }).values.part).catch(reportFailure);
