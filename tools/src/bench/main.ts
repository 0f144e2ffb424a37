// tools:bench: Reprise, TensorFlow.js and Keras train the notebook's models in turns. Writes artifacts/bench.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  artifactsDir,
  asProblem,
  endOnSignal,
  inTempFolder,
  machine,
  Problem,
  pythonEnvironment,
  readJson,
  reportFailure,
  repositoryRoot,
  runCommand,
  writeJson,
} from '@reprise/base';
import { Command, Option } from 'commander';
import { parseCount } from '../parse-count';
import { tsNode } from '../ts-node';
import { startCandidates, startMatmul } from './frameworks/candidates';
import { type Job, type Workload, WORKLOADS } from './frameworks/protocol';
import { BenchResult, type Measured, spread, type WorkloadResult } from './result';
import { type Rounds, runRounds } from './rounds';
import { benchMarkdown, everySetting } from './tables/tables';

const VALIDATION_ROWS = 1000;
/** How much the matrix product's rate may vary within a workload, as a share of its median. */
const STEADY = 0.2;

interface Options {
  rows: number;
  rounds: number;
  models: Workload[];
  python: boolean;
  to: string;
}

const log = (line: string): void => console.error(`bench: ${line}`);

/** The Python of a virtual environment with all rivals, made at first use; undefined, with a message, where it cannot be made. */
const rivalsPython = (): Promise<string | undefined> =>
  pythonEnvironment(join(repositoryRoot(), '.reprise', 'bench-venv'), join(__dirname, 'requirements.txt'), () =>
    log('creating a virtual environment with Keras, PyTorch and JAX (once, some minutes, 6 GB)'),
  ).catch((error: unknown) => {
    const problem = asProblem(error);
    if (!problem) throw error;
    log(`Keras, PyTorch and JAX are not measured: ${problem.message}`);
    return undefined;
  });

async function writeJob(folder: string, workload: Workload, rows: number): Promise<string> {
  const script = join(__dirname, 'frameworks', 'write-job.ts');
  const [program, ...args] = tsNode(script, workload, folder, String(rows), String(VALIDATION_ROWS));
  await runCommand(program, args, {
    seconds: 600,
    todo: 'Run `npx nx run tools:bench`, which fetches the data first.',
  });
  return join(folder, 'job.json');
}

function measured({ candidate, train, steps, predict }: Rounds, rows: number): Measured {
  return {
    framework: candidate.name,
    setting: candidate.setting,
    ms: spread(train.map(({ ms }) => ms / rows)),
    ...(steps.length > 0 && { steps_ms: spread(steps.map(({ ms }) => ms / rows)) }),
    ...(predict.length > 0 && { predicted: spread(predict.map(({ ms }) => (1000 * rows) / ms)) }),
    startup_ms: candidate.framework.startup,
    peak_mb: Math.max(...[...train, ...predict].map(({ peak_mb }) => peak_mb)),
  };
}

const measure = (workload: Workload, { rows, rounds }: Options, python: string | undefined): Promise<WorkloadResult> =>
  inTempFolder(async (folder) => {
    const tell = (line: string): void => log(`${workload}: ${line}`);
    tell('writing the training data');
    const job = await writeJob(folder, workload, rows);
    const { flops, batchSize } = JSON.parse(readFileSync(job, 'utf8')) as Job;
    const { candidates, leftOut } = await startCandidates(workload, job, python, tell);
    const matmul = await startMatmul(job);
    const rates: number[] = [];
    try {
      const multiply = async (): Promise<void> => void rates.push((await matmul.ask({ do: 'matmul' })).flops as number);
      const all = await runRounds(candidates, rounds, multiply, tell);
      const rate = spread(rates);
      if (rate.highest - rate.lowest > STEADY * rate.median)
        throw new Problem({
          where: `bench, ${workload}`,
          expected: `the rate of a matrix product to vary by at most ${STEADY * 100} %`,
          found: `${(rate.lowest / 1e9).toFixed(0)} to ${(rate.highest / 1e9).toFixed(0)} GFLOP/s`,
          todo: 'End what else runs on the machine, and run the bench again.',
        });
      return {
        workload,
        date: new Date().toISOString(),
        rows,
        validation_rows: VALIDATION_ROWS,
        batch_size: batchSize,
        matmul_flops: rate,
        ...(flops !== undefined && { flops }),
        candidates: all.filter(({ failure }) => failure === undefined).map((one) => measured(one, rows)),
        left_out: [
          ...leftOut,
          ...all.flatMap(({ candidate: { name, setting }, failure }) =>
            failure === undefined ? [] : [{ framework: name, setting, reason: failure }],
          ),
        ],
      };
    } finally {
      await Promise.all([matmul, ...candidates.map(({ framework }) => framework)].map((process) => process.end()));
    }
  });

/** Versions of what is measured; Keras's are those that requirements.in pins. */
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

/** What an earlier bench measured of other workloads on this machine with these versions. It stays true. */
async function earlier(to: string, workloads: string[]): Promise<WorkloadResult[]> {
  const wanted = { schema: BenchResult, expected: 'a bench', todo: 'Run it again.' };
  const data = await readJson(artifactsDir(to, 'bench.json'), wanted).catch(() => undefined);
  if (!data || !isDeepStrictEqual([data.machine, data.versions], [machine(), versions()])) return [];
  return data.workloads.filter(({ workload }) => !workloads.includes(workload));
}

/** Writes bench.json. */
async function write({ to, models }: Options, found: WorkloadResult[]): Promise<BenchResult> {
  const place = ({ workload }: WorkloadResult): number => WORKLOADS.indexOf(workload as Workload);
  const result = BenchResult.parse({
    schema: 4,
    date: new Date().toISOString(),
    machine: machine(),
    versions: versions(),
    workloads: [...(await earlier(to, models)), ...found].sort((a, b) => place(a) - place(b)),
  });
  mkdirSync(artifactsDir(to), { recursive: true });
  await writeJson(artifactsDir(to, 'bench.json'), result);
  return result;
}

async function bench(options: Options): Promise<void> {
  const python = options.python ? await rivalsPython() : undefined;
  const found: WorkloadResult[] = [];
  for (const workload of options.models) {
    found.push(await measure(workload, options, python));
    // Written after each, so that an interrupted bench keeps what it has.
    const result = await write(options, found);
    if (found.length === options.models.length) console.log(`${benchMarkdown(result)}\n\n${everySetting(result)}`);
  }
  console.log(`Written: ${join('artifacts', options.to, 'bench.json')}`);
}

endOnSignal(() => 'bench: stopped; what was measured before is kept');
new Command('bench')
  .description('measure Reprise and its rivals on the notebook’s models, in turns')
  .option('--rows <n>', 'training rows', parseCount, 6000)
  .option('--rounds <n>', 'rounds that count', parseCount, 5)
  .addOption(new Option('--models <names...>', 'which models').choices(WORKLOADS).default([...WORKLOADS]))
  .option('--no-python', 'leave out Keras, PyTorch and JAX')
  .option('--to <folder>', 'below artifacts/', 'bench')
  .addHelpText('after', '\nExample:\n  npx nx run tools:bench --models lenet --rounds 5')
  .action(bench)
  .parseAsync()
  .catch(reportFailure)
  // If a framework does not start, the others wait for requests: they end with this process.
  .finally(() => process.stdout.write('', () => process.exit()));
