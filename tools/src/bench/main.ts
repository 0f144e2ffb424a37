// tools:bench: Reprise, TensorFlow.js and Keras train the notebook's models in turns. Writes artifacts/bench.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { artifactsDir, inTempFolder, readJson, reportFailure, runCommand } from '@reprise/base';
import { renderPlot } from '@reprise/eval';
import { Command, Option } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { machine } from '../machine';
import { parseCount } from '../parse-count';
import { benchChart } from './chart';
import { startAll, startKeras, startOurs, startTfjs, writeJobCommand } from './contenders';
import { type Subject, SUBJECTS } from './subjects';
import type { Job } from './protocol';
import { peersPython } from './python';
import { BenchResult, type Measured, spread, type SubjectResult } from './result';
import { table } from './table';
import { takeTurns, type Turns } from './take-turns';

const VALIDATION_ROWS = 1000;
const BATCH: Record<Subject, number> = {
  autoencoder: 128,
  lenet: 32,
  birnn: 32,
  'cnn-lstm': 32,
  transfer: 150,
  'transfer-tail': 150,
};
/** How the cost grows: other sizes of batches and numbers of rows than those of the table. */
const GROWING: Subject[] = ['lenet', 'cnn-lstm'];
const GROWTH_BATCHES = [16, 64, 256];
const GROWTH_ROWS = [1500, 12_000];

interface Options {
  rows: number;
  rounds: number;
  models: Subject[];
  growth: boolean;
  python: boolean;
  to: string;
}

const say = (line: string): void => console.error(`bench: ${line}`);

async function writeJob(folder: string, model: Subject, rows: number, batchSize: number): Promise<string> {
  const [program, ...args] = writeJobCommand({ model, folder, rows, validationRows: VALIDATION_ROWS, batchSize });
  await runCommand(program, args, {
    seconds: 600,
    todo: 'Run `npx nx run tools:bench`, which fetches the data first.',
  });
  return join(folder, 'job.json');
}

function measured({ entry, train, steps, predict }: Turns, rows: number): Measured {
  return {
    contender: entry.name,
    ms: spread(train.map(({ ms }) => ms / rows)),
    ...(steps.length > 0 && { steps_ms: spread(steps.map(({ ms }) => ms / rows)) }),
    ...(predict.length > 0 && { predicted: spread(predict.map(({ ms }) => (1000 * rows) / ms)) }),
    startup_ms: entry.contender.startup,
    peak_mb: Math.max(...[...train, ...predict].map(({ peak_mb }) => peak_mb)),
    ...(train.at(-1)?.loss !== undefined && { loss: train.at(-1)?.loss }),
  };
}

async function measureSubject(
  subject: Subject,
  { rows, rounds }: Options,
  python: string | undefined,
): Promise<SubjectResult> {
  return inTempFolder(async (folder) => {
    say(`${subject}: writing what all train on`);
    const job = await writeJob(folder, subject, rows, BATCH[subject]);
    const { flops } = JSON.parse(readFileSync(job, 'utf8')) as Job;
    const tell = (line: string): void => say(`${subject}: ${line}`);
    const entries = await startAll(subject, job, python, tell);
    const multiplier = await startTfjs(job, { do: 'matmul' });
    const matmul: number[] = [];
    try {
      const multiply = async (): Promise<void> => {
        const { flops: rate } = await multiplier.contender.ask({ do: 'matmul' });
        matmul.push(rate as number);
      };
      const turns = await takeTurns(entries, rounds, multiply, tell);
      return {
        subject,
        date: new Date().toISOString(),
        rows,
        validation_rows: VALIDATION_ROWS,
        batch_size: BATCH[subject],
        matmul_flops: spread(matmul),
        ...(flops !== undefined && { flops }),
        contenders: turns.filter(({ train }) => train.length > 0).map((turn) => measured(turn, rows)),
      };
    } finally {
      await Promise.all([...entries, multiplier].map(({ contender }) => contender.end()));
    }
  });
}

/** Ours and Keras as it comes on other sizes of batches and numbers of rows. */
async function measureGrowth(
  subject: Subject,
  { rows }: Options,
  python: string | undefined,
): Promise<BenchResult['growth']> {
  const points: BenchResult['growth'] = [];
  const sizes = [
    ...GROWTH_BATCHES.map((batch) => [rows, batch]),
    ...GROWTH_ROWS.map((count) => [count, BATCH[subject]]),
  ];
  for (const [count, batch] of sizes)
    await inTempFolder(async (folder) => {
      const job = await writeJob(folder, subject, count, batch);
      const entries = [await startOurs(job), ...(python === undefined ? [] : [await startKeras(job, python)])];
      const turns = await takeTurns(
        entries.map((entry) => ({ ...entry, does: ['train'] })),
        1,
        async () => undefined,
        (line) => say(`${subject}: ${line}`),
      );
      for (const { entry, train } of turns.filter((turn) => turn.failure === undefined))
        points.push({
          subject,
          contender: entry.name,
          rows: count,
          batch_size: batch,
          ms: spread(train.map(({ ms }) => ms / count)),
        });
      await Promise.all(entries.map(({ contender }) => contender.end()));
      say(`${subject}: ${count} rows in batches of ${batch}`);
    });
  return points;
}

/** Of what is measured; Keras's and its TensorFlow's are those that requirements.in pins. */
function versions(): Record<string, string> {
  const { tensorflow } = JSON.parse(readFileSync(artifactsDir('runtime.json'), 'utf8')) as { tensorflow: string };
  const { version } = require('@tensorflow/tfjs-node-gpu/package.json') as { version: string };
  const pins = readFileSync(join(__dirname, 'requirements.in'), 'utf8').trim().split('\n');
  return {
    Node: process.versions.node,
    TensorFlow: tensorflow,
    'TensorFlow.js': version,
    ...Object.fromEntries(pins.map((pin) => pin.split('=='))),
  };
}

async function bench(options: Options): Promise<void> {
  const peers = options.python ? await peersPython(say) : { missing: 'left out by --no-python' };
  const python = 'python' in peers ? peers.python : undefined;
  if ('missing' in peers) say(`Keras is not measured: ${peers.missing}`);
  const missing = 'missing' in peers ? peers.missing : undefined;
  const subjects: SubjectResult[] = [];
  const growth: BenchResult['growth'] = [];
  // Written after each part, so that a run that is ended early leaves what it has.
  for (const subject of options.models) {
    subjects.push(await measureSubject(subject, options, python));
    await write(options, subjects, growth, missing);
  }
  if (options.growth)
    for (const subject of options.models.filter((model) => GROWING.includes(model))) {
      growth.push(...(await measureGrowth(subject, options, python)));
      await write(options, subjects, growth, missing);
    }
  console.log(table(await write(options, subjects, growth, missing)));
  console.log(`Written: ${join('artifacts', options.to, 'bench.json')} and bench.svg`);
}

/**
 * What an earlier bench measured of other models, on this machine and with these versions: its ratios are of turns of
 * their own, so they stay true.
 */
async function earlier(to: string, names: string[]): Promise<Pick<BenchResult, 'subjects' | 'growth'>> {
  const file = artifactsDir(to, 'bench.json');
  const wanted = { schema: BenchResult, expected: 'a bench', todo: 'Run it again.' };
  const data = await readJson(file, wanted).catch(() => undefined);
  if (!data || !isDeepStrictEqual([data.machine, data.versions], [machine(), versions()]))
    return { subjects: [], growth: [] };
  const other = ({ subject }: { subject: string }): boolean => !names.includes(subject);
  return { subjects: data.subjects.filter(other), growth: data.growth };
}

/** Writes bench.json, and the chart with its specification, below artifacts/. */
async function write(
  { to, models }: Options,
  subjects: SubjectResult[],
  growth: BenchResult['growth'],
  missing: string | undefined,
): Promise<BenchResult> {
  const before = await earlier(to, models);
  const place = ({ subject }: { subject: string }): number => SUBJECTS.indexOf(subject as Subject);
  const result = BenchResult.parse({
    schema: 1,
    date: new Date().toISOString(),
    machine: machine(),
    versions: versions(),
    ...(missing !== undefined && { without_python: missing }),
    subjects: [...before.subjects, ...subjects].sort((a, b) => place(a) - place(b)),
    growth: [...before.growth.filter(({ subject }) => !growth.some((point) => point.subject === subject)), ...growth],
  });
  const folder = artifactsDir(to);
  mkdirSync(folder, { recursive: true });
  await writeFileAtomic(join(folder, 'bench.json'), JSON.stringify(result, null, 2) + '\n');
  const chart = benchChart(result);
  writeFileSync(join(folder, 'bench.vl.json'), JSON.stringify(chart, null, 2) + '\n');
  writeFileSync(join(folder, 'bench.svg'), await renderPlot(chart));
  return result;
}

new Command('bench')
  .description('measure Reprise, TensorFlow.js and Keras on the notebook’s models, in turns')
  .option('--rows <n>', 'training rows', parseCount, 6000)
  .option('--rounds <n>', 'turns that count', parseCount, 3)
  .addOption(new Option('--models <names...>', 'which models').choices(SUBJECTS).default([...SUBJECTS]))
  .option('--no-growth', 'leave out how the cost grows with rows and batch size')
  .option('--no-python', 'leave out Keras')
  .option('--to <folder>', 'below artifacts/', 'bench')
  .addHelpText('after', '\nExample:\n  npx nx run tools:bench --models lenet --rounds 5 --no-growth')
  .action(bench)
  .parseAsync()
  .catch(reportFailure)
  // One that did not start leaves others waiting: they end with this process, which would wait for them.
  .finally(() => process.stdout.write('', () => process.exit()));
