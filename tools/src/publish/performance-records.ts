import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, Problem, readJson, repositoryRoot, writeJson } from '@reprise/base';
import { median, MODELS } from '@reprise/eval';
import { catalogue, Measured, trainings } from '@reprise/records';
import { z } from 'zod';
import { BenchResult, FitResult } from '../bench/result';

/** The folder of the measurements that docs show. */
const FOLDER = join(__dirname, '..', '..', 'records');

const Row = z.strictObject({ epochs: z.int(), training: z.number(), total: z.number(), peak_memory_mb: z.number() });

/** `pipeline.json`: a full run, in seconds, and two commands. */
const PipelineResult = z.strictObject({
  date: z.string(),
  machine: Measured.shape.machine.omit({ release: true }),
  /** By model. */
  models: z.record(z.string(), Row),
  /** All other trainings of the run, in seconds. */
  variants: z.number(),
  /** A pipeline with every task cached, and one call of `reprise classify`: medians. */
  cached: z.number(),
  classify: z.number(),
});
export type PipelineResult = z.infer<typeof PipelineResult>;

/** The seed whose run the docs describe. */
const SEED = 1;
export const RUNS = 5;

const measuredRun = (experiment: string): Promise<Measured> =>
  readJson(artifactsDir('full', experiment, `seed-${SEED}`, 'measured.json'), {
    schema: Measured,
    expected: 'the times of a run',
    todo: 'Run `npx nx run runner:all --parallel=1`.',
  });

/** Median seconds of a command, after one run that does not count. */
function secondsOf(program: string, ...args: string[]): number {
  const seconds = Array.from({ length: RUNS + 1 }, () => {
    const started = performance.now();
    execFileSync(program, args, { cwd: repositoryRoot(), stdio: 'pipe' });
    return (performance.now() - started) / 1000;
  });
  return median(seconds.slice(1));
}

/** Reads a full run's times, and times the two commands. @throws Problem when trainings ran side by side */
async function measurePipeline(): Promise<PipelineResult> {
  const others = Array.from(trainings().values()).filter(
    ({ name, model, sweep }) => !sweep && name !== model && !catalogue().get(model)?.study,
  );
  const models = await Promise.all(MODELS.map(measuredRun));
  const variants = await Promise.all(others.map(({ name }) => measuredRun(name)));
  const ends = [...models, ...variants].map(({ date, seconds }) => ({ end: Date.parse(date), seconds: seconds.total }));
  const [first, ...later] = ends.toSorted((a, b) => a.end - b.end);
  later.reduce((before, one) => {
    if (one.end - 1000 * one.seconds < before - 1000)
      throw new Problem({
        where: artifactsDir('full'),
        expected: 'trainings one after the other',
        found: 'two at once',
        todo: 'Run `npx nx run runner:all --parallel=1 --skip-nx-cache`.',
      });
    return one.end;
  }, first.end);
  const { date, machine } = models[models.length - 1];
  return {
    date,
    machine: { cpu: machine.cpu, cores: machine.cores, memory_gb: machine.memory_gb, platform: machine.platform },
    models: Object.fromEntries(
      models.map(({ seconds, peak_memory_mb }, i) => [
        MODELS[i],
        { epochs: seconds.epochs.length, training: seconds.training, total: seconds.total, peak_memory_mb },
      ]),
    ),
    variants: variants.reduce((sum, { seconds }) => sum + seconds.total, 0),
    // The quick profile has the same tasks, and looking them up takes the same time.
    cached: secondsOf('npx', 'nx', 'run', 'runner:all', '--configuration=quick'),
    classify: secondsOf(process.execPath, 'apps/runner/bin/reprise.js', 'classify', 'www.yahoo.com'),
  };
}

const read = <T>(file: string, schema: z.ZodType<T>, todo: string): Promise<T> =>
  readJson(file, { schema, expected: 'a measurement of this version', todo });

const RESTORE = 'Restore it with `git checkout tools/records`.';

/** The measurements that docs show. */
export const readPerformance = async () => ({
  bench: await read(join(FOLDER, 'bench.json'), BenchResult, RESTORE),
  fit: await read(join(FOLDER, 'fit.json'), FitResult, RESTORE),
  pipeline: await read(join(FOLDER, 'pipeline.json'), PipelineResult, RESTORE),
});

async function take(name: string, result: unknown): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await writeJson(join(FOLDER, `${name}.json`), result);
}

/** Takes a measurement of this machine into the records. */
export const TAKE_PERFORMANCE = {
  bench: async () =>
    take('bench', await read(artifactsDir('bench', 'bench.json'), BenchResult, 'Run `npx nx run tools:bench`.')),
  fit: async () =>
    take('fit', await read(artifactsDir('bench', 'fit.json'), FitResult, 'Run `npx nx run tools:bench-fit`.')),
  pipeline: async () => take('pipeline', await measurePipeline()),
};
