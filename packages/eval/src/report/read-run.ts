import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import { type NpyArray, readNpy } from '@reprise/data';
import { Measured, type Profile, RunRecord, taskOf } from '@reprise/records';
import { type ModelName } from '../published/published';
import type { z } from 'zod';
import { checkRecord } from './check-record';
import { Singles } from './singles';

export type Float32Predictions = Extract<NpyArray, { dtype: 'float32' }>;

/** An experiment's folder, read and verified. */
export interface TrainedRun {
  status: 'trained';
  run: RunRecord;
  /** sha256 of run.json, where the manifest names it. */
  runDigest: string | null;
  measured?: Measured;
  /** Of the first `config.test_rows` rows of the test set, in order. */
  predictions: Float32Predictions;
  singles?: Singles;
}

/** `reason` is for people. */
export interface AbsentRun {
  status: 'missing' | 'failed';
  reason: string;
}

export type RunState = TrainedRun | AbsentRun;

/** One of the notebook's models. */
export type TrainedModel = TrainedRun & { model: ModelName };
export type ModelState = RunState & { model: ModelName };

const present = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const record = <T>(file: string, schema: z.ZodType<T>, todo: string): Promise<T> =>
  readJson(file, { schema, expected: 'a record of this version', todo });

async function readTrained(
  folder: string,
  wanted: { profile: Profile; experiment: string; seed: number },
): Promise<TrainedRun> {
  const { profile, experiment, seed } = wanted;
  const task = taskOf(experiment);
  const todo = `Run \`npx nx run ${task}:${profile} --seed=${seed}\` to make it again.`;
  const singles = (await present(join(folder, 'singles.json'))) ? ['singles.json'] : [];
  const { sha256 } = await checkManifest(folder, `${task}:${profile} --seed=${seed}`, [
    'run.json',
    'predictions.npy',
    ...singles,
  ]);
  const run = await record(join(folder, 'run.json'), RunRecord, todo);
  const is = `${run.profile} ${run.experiment} seed ${run.seed}`;
  const expected = `${profile} ${experiment} seed ${seed}`;
  if (is !== expected) throw new Problem({ where: join(folder, 'run.json'), expected, found: is, todo });
  checkRecord(run, join(folder, 'run.json'), todo);
  const where = join(folder, 'predictions.npy');
  const predictions = await readNpy(where);
  const rows = run.config.test_rows;
  const shape = run.task === 'reconstruction' ? [rows, 28, 28, 1] : [rows, run.task === 'binary' ? 1 : 10];
  if (predictions.dtype !== 'float32' || predictions.shape.join() !== shape.join())
    throw new Problem({
      where,
      expected: `float32 of shape (${shape.join(', ')})`,
      found: `${predictions.dtype} of shape (${predictions.shape.join(', ')})`,
      todo,
    });
  if (!predictions.data.every(Number.isFinite))
    throw new Problem({ where, expected: 'finite numbers', found: 'NaN or infinity: training diverged', todo });
  const optional = async <T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> =>
    (await present(join(folder, name))) ? record(join(folder, name), schema, todo) : undefined;
  return {
    status: 'trained',
    run,
    runDigest: sha256['run.json'] ?? null,
    measured: await optional('measured.json', Measured),
    predictions,
    singles: await optional('singles.json', Singles),
  };
}

/**
 * Reads an experiment's folder below `artifacts`. What is not there is `missing`; what is there and broken (a digest, a schema,
 * a shape) is `failed`, with what to do in the reason, so that the report says it and goes on.
 */
export async function readRun(
  artifacts: string,
  profile: Profile,
  experiment: string,
  seed: number,
): Promise<RunState> {
  const folder = join(artifacts, profile, experiment, `seed-${seed}`);
  if (!(await present(join(folder, 'run.json')))) {
    const started = await present(folder);
    const todo = `Run npx nx run ${taskOf(experiment)}:${profile} --seed=${seed}.`;
    return started
      ? { status: 'failed', reason: `Its folder holds no run.json: training did not end. ${todo}` }
      : { status: 'missing', reason: `Not trained yet. ${todo}` };
  }
  try {
    return await readTrained(folder, { profile, experiment, seed });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // The folder's place on this machine is of no use to the reader of a report.
    return { status: 'failed', reason: error.message.replaceAll(folder, `${profile}/${experiment}/seed-${seed}`) };
  }
}

/** {@link readRun} of one of the notebook's models. */
export const readModel = async (
  artifacts: string,
  profile: Profile,
  model: ModelName,
  seed: number,
): Promise<ModelState> => {
  const state = await readRun(artifacts, profile, model, seed);
  if (state.status !== 'trained' || state.run.epochs_run > 0) return { ...state, model };
  const todo = `Run npx nx run ${taskOf(model)}:${profile} --seed=${seed} --skip-nx-cache.`;
  return { status: 'failed', reason: `Its training diverged in the first epoch. ${todo}`, model };
};
