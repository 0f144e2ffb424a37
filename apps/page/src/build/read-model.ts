import { isAbsolute, join, relative } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import { catalogue, type Profile, RunRecord, taskOf } from '@reprise/records';
import type { ModelEntry, PageModel } from '../page-data';
import { type EpochFiles, readEpochs } from './epochs';
import { tabTraining } from './tab-training';

/** A model for the page. */
export interface PageModelFiles {
  entry: ModelEntry;
  /** Weights that its run kept. */
  files?: EpochFiles;
  /** Rows that the run trained on. */
  rows?: number;
}

/**
 * Reads a model: its metric on the test set and what its run kept, or why it cannot be shown and what to run. Every file of its
 * folder is verified.
 * @param artifacts the folder that tasks write to
 */
export async function readModel(
  artifacts: string,
  name: PageModel,
  profile: Profile,
  seed: number,
): Promise<PageModelFiles> {
  const task = `${taskOf(name)}:${profile} --seed=${seed}`;
  const title = catalogue().get(name)?.title ?? name;
  const folder = join(artifacts, profile, name, `seed-${seed}`);
  try {
    const { sha256 } = await checkManifest(folder, task, ['run.json', 'model/']);
    const todo = `Run \`npx nx run ${task}\`.`;
    const wanted = { schema: RunRecord, expected: 'a run record of this version', todo };
    const record = await readJson(join(folder, 'run.json'), wanted);
    const { acc, loss } = record.final.test;
    const metric = acc === undefined ? { name: 'test loss', value: loss } : { name: 'test accuracy', value: acc };
    const ready = { name, title, state: 'ready' as const, model: `models/${name}/model.json`, metric };
    // Runs of earlier versions kept no epochs.
    const files = sha256['epochs.npy'] === undefined ? undefined : await readEpochs(folder, task);
    if (files === undefined) return { entry: ready };
    const epochs = { file: `models/${name}/epochs.bin`, bytes: files.epochs.length, count: files.count };
    const training = tabTraining(name, record);
    return { entry: { ...ready, epochs, ...(training && { training }) }, files, rows: record.config.train_rows };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { where, expected, found } = error.parts;
    // The page is public: paths in it are relative to `artifacts`.
    const place = isAbsolute(where) ? join('artifacts', relative(artifacts, where)) : where;
    const why = `${place}: expected ${expected}, found ${found}.`;
    return { entry: { name, title, state: 'missing', why, command: `npx nx run ${task}` } };
  }
}
