import { isAbsolute, join, relative } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import { type Profile, RunRecord, taskOf } from '@reprise/records';
import type { ModelEntry, PageModel } from '../page-data';

/** Title of a model that is not there; of one that is, its record says it. */
const TITLES: Record<PageModel, string> = {
  birnn: 'Bidirectional RNN',
  'cnn-lstm': 'CNN + LSTM',
  lenet: 'Deep CNN (LeNet-like)',
  autoencoder: 'Convolutional autoencoder',
};

/** The page is public: a path is given relative to `artifacts`, without local folders. */
const reason = ({ parts: { where, expected, found } }: Problem, artifacts: string): string =>
  `${isAbsolute(where) ? join('artifacts', relative(artifacts, where)) : where}: expected ${expected}, found ${found}.`;

/**
 * A model's entry in `page.json`: its metric on the test set, or why it is missing and how to train it. Verifies every file
 * of the model's folder.
 * @param artifacts where tasks write
 */
export async function readModel(
  artifacts: string,
  name: PageModel,
  profile: Profile,
  seed: number,
): Promise<ModelEntry> {
  const task = `${taskOf(name)}:${profile} --seed=${seed}`;
  const folder = join(artifacts, profile, name, `seed-${seed}`);
  try {
    await checkManifest(folder, task, ['run.json', 'model/']);
    const todo = `Run \`npx nx run ${task}\`.`;
    const wanted = { schema: RunRecord, expected: 'a run record of this version', todo };
    const record = await readJson(join(folder, 'run.json'), wanted);
    const { acc, loss } = record.final.test;
    const figure = acc === undefined ? { name: 'test loss', value: loss } : { name: 'test accuracy', value: acc };
    return { name, title: record.title, state: 'ready', model: `models/${name}/model.json`, figure };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      name,
      title: TITLES[name],
      state: 'missing',
      why: reason(error, artifacts),
      command: `npx nx run ${task}`,
    };
  }
}
