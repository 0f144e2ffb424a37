import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '@reprise/base';
import type { Curve, WatchedCurves } from '@reprise/page';
import { catalogue, type History, Measured, RunRecord, trainings } from '@reprise/records';
import { type Progress, readCheckpoint } from './read-checkpoint';
import type { RecordedRun } from './read-runs';

type RecordedTask = RecordedRun['tasks'][number];

/** The curves that the notebook prints as well. */
const NAMES = ['loss', 'val_loss', 'acc', 'val_acc'] as const;

/** Where watched trainings write. */
export interface Places {
  /** The folder of artefacts. */
  artifacts: string;
  checkpoints: string;
}

/** A training: what a task of Nx writes. */
interface Training {
  profile: string;
  /** Such as `lenet-long`. */
  name: string;
  /** Such as `lenet`. */
  model: string;
  seed: string;
}

/** The training that a task runs; undefined for another task, and for a study, which has no epochs. */
export function trainingOf({ outputs }: RecordedTask): Training | undefined {
  const [, profile, name, seed] = /^artifacts\/(full|quick)\/([\w-]+)\/seed-(\d+)$/.exec(outputs[0] ?? '') ?? [];
  const model = trainings().get(name)?.model;
  if (model === undefined || catalogue().get(model)?.study) return undefined;
  return { profile, name, model, seed };
}

const curvesOf = (history: Partial<History>, role: Curve['role']): Curve[] =>
  NAMES.flatMap((name) => (history[name] ? [{ name, values: history[name], role }] : []));

/** The progress of a training that has ended, from its record. */
async function ended(folder: string): Promise<Progress | undefined> {
  const wanted = { expected: 'a record', todo: 'Train again.' };
  try {
    const { history, epochs_run: epoch } = await readJson(join(folder, 'run.json'), { schema: RunRecord, ...wanted });
    const measured = await readJson(join(folder, 'measured.json'), { schema: Measured, ...wanted }).catch(() => null);
    return { epoch, history, seconds: measured?.seconds.epochs ?? [] };
  } catch {
    return undefined;
  }
}

/** Checkpoints that have been read: a file is replaced as a whole, so its time tells whether it is another. */
const read = new Map<string, { time: number; progress: Progress }>();

/** The progress of a training that runs, from its newest checkpoint since `start`. */
async function running({ checkpoints }: Places, training: Training, start: number): Promise<Progress | undefined> {
  const { profile, name, seed } = training;
  const names = await readdir(checkpoints).catch(() => []);
  let newest = { file: '', time: start };
  for (const one of names.filter((file) => file.startsWith(`${name}-${profile}-seed-${seed}-`))) {
    if (!/^[0-9a-f]{16}-round-\d+\.bin$/.test(one.slice(`${name}-${profile}-seed-${seed}-`.length))) continue;
    const file = join(checkpoints, one);
    const time = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (time >= newest.time) newest = { file, time };
  }
  if (newest.file === '') return undefined;
  const known = read.get(newest.file);
  if (known?.time === newest.time) return known.progress;
  const progress = await readCheckpoint(newest.file).catch(() => undefined);
  if (progress) read.set(newest.file, { time: newest.time, progress });
  return progress;
}

/**
 * The curves of a training so far, and the notebook's for its model. Reads the checkpoint that is written after each epoch, or
 * what the training wrote at its end.
 * @returns undefined for a task that trains nothing
 */
export async function readCurves(task: RecordedTask, places: Places): Promise<WatchedCurves | undefined> {
  const training = trainingOf(task);
  if (training === undefined) return undefined;
  const { profile, name, model, seed } = training;
  // Takes half a second to load, which other commands need not wait for.
  const { MODELS, PUBLISHED } = require('@reprise/eval') as typeof import('@reprise/eval');
  const published = MODELS.find((one) => one === model);
  const over = task.state === 'done' || task.state === 'cached';
  const progress = over
    ? await ended(join(places.artifacts, profile, name, `seed-${seed}`))
    : task.start === null
      ? undefined
      : await running(places, training, task.start);
  return {
    title: catalogue().get(model)?.title ?? name,
    epochs: progress?.epoch ?? 0,
    seconds: progress?.seconds ?? [],
    curves: [
      ...curvesOf(progress?.history ?? {}, 'ours'),
      ...(published ? curvesOf(PUBLISHED[published].history, 'notebook') : []),
    ],
  };
}
