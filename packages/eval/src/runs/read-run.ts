import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import { type NpyArray, readNpy } from '@reprise/data';
import { catalogue, type CatalogueEntry, Measured, type Profile, RunRecord, taskOf, trainings } from '@reprise/records';
import { z } from 'zod';
import { checkRecord, type Dataset, datasetOf, DATASETS } from './check-record';

/** `singles.json` of a text model: its verdicts on the two URLs that the notebook tries. */
const Singles = z.array(
  z.strictObject({
    url: z.string(),
    /** The model's output, the probability that the URL is malicious. */
    probability: z.number().min(0).max(1),
    verdict: z.enum(['malicious', 'benign']),
  }),
);

/** An experiment's folder, read and verified. */
export interface TrainedRun {
  status: 'trained';
  run: RunRecord;
  dataset: Dataset;
  /** sha256 of the record and the predictions, as in the manifest. */
  sha256: { run: string; predictions: string };
  measured?: Measured;
  /** For the first `config.test_rows` rows of the test set, in order. */
  predictions: Extract<NpyArray, { dtype: 'float32' }>;
  singles?: z.infer<typeof Singles>;
}

/** `reason` is a sentence for the reader. */
export type RunState = TrainedRun | { status: 'missing' | 'failed'; reason: string };

async function readPredictions(where: string, run: RunRecord, dataset: Dataset, todo: string) {
  const predictions = await readNpy(where);
  const output = { reconstruction: [28, 28, 1], binary: [1], multiclass: [DATASETS[dataset].classes.length] };
  const shape = [run.config.test_rows, ...output[run.task]];
  if (predictions.dtype !== 'float32' || predictions.shape.join() !== shape.join())
    throw new Problem({
      where,
      expected: `float32 of shape (${shape.join(', ')})`,
      found: `${predictions.dtype} of shape (${predictions.shape.join(', ')})`,
      todo,
    });
  if (!predictions.data.every(Number.isFinite))
    throw new Problem({ where, expected: 'finite numbers', found: 'NaN or infinity: training diverged', todo });
  return predictions;
}

async function readTrained(folder: string, profile: Profile, experiment: string, seed: number): Promise<TrainedRun> {
  const task = `${taskOf(experiment)}:${profile} --seed=${seed}`;
  const todo = `Run \`npx nx run ${task}\` to make it again.`;
  const file = (name: string): string => join(folder, name);
  const singles = existsSync(file('singles.json'));
  const { sha256 } = await checkManifest(folder, task, [
    'run.json',
    'predictions.npy',
    ...(singles ? ['singles.json'] : []),
  ]);
  const read = <T>(name: string, schema: z.ZodType<T>): Promise<T> =>
    readJson(file(name), { schema, expected: 'a record of this version', todo });
  const where = file('run.json');
  const run = await read('run.json', RunRecord);
  const found = `${run.profile} ${run.experiment} seed ${run.seed}`;
  const expected = `${profile} ${experiment} seed ${seed}`;
  if (found !== expected) throw new Problem({ where, expected, found, todo });
  const card = catalogue().get(trainings().get(experiment)?.model ?? '') as CatalogueEntry;
  const dataset = datasetOf(card);
  checkRecord(run, card, dataset, { where, todo });
  return {
    status: 'trained',
    run,
    dataset,
    sha256: { run: sha256['run.json'], predictions: sha256['predictions.npy'] },
    measured: existsSync(file('measured.json')) ? await read('measured.json', Measured) : undefined,
    predictions: await readPredictions(file('predictions.npy'), run, dataset, todo),
    singles: singles ? await read('singles.json', Singles) : undefined,
  };
}

/**
 * Reads an experiment's folder below `artifacts`. A folder that does not exist is `missing`; one that is incomplete or
 * damaged (a digest, a schema, a shape) is `failed`, with what to do in the reason. Neither is thrown, so that a report
 * states it and goes on.
 */
export async function readRun(
  artifacts: string,
  profile: Profile,
  experiment: string,
  seed: number,
): Promise<RunState> {
  const folder = join(artifacts, profile, experiment, `seed-${seed}`);
  if (!existsSync(join(folder, 'run.json'))) {
    const todo = `Run npx nx run ${taskOf(experiment)}:${profile} --seed=${seed}.`;
    return existsSync(folder)
      ? { status: 'failed', reason: `Its folder has no run.json: training did not end. ${todo}` }
      : { status: 'missing', reason: `Not trained yet. ${todo}` };
  }
  try {
    return await readTrained(folder, profile, experiment, seed);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Paths of this machine are of no use to the reader of a report.
    return { status: 'failed', reason: error.message.replaceAll(folder, `${profile}/${experiment}/seed-${seed}`) };
  }
}
