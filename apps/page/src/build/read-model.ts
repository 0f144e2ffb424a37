import { isAbsolute, join, relative } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import { catalogue, type Profile, RunRecord, taskOf } from '@reprise/records';
import type { ModelEntry, PageModel } from '../page-data';

/**
 * A model's entry in `page.json`: its metric on the test set, or why it cannot be shown and what to run. Every file of the
 * model's folder is verified.
 * @param artifacts the folder that tasks write to
 */
export async function readModel(
  artifacts: string,
  name: PageModel,
  profile: Profile,
  seed: number,
): Promise<ModelEntry> {
  const task = `${taskOf(name)}:${profile} --seed=${seed}`;
  const title = catalogue().get(name)?.title ?? name;
  const folder = join(artifacts, profile, name, `seed-${seed}`);
  try {
    await checkManifest(folder, task, ['run.json', 'model/']);
    const todo = `Run \`npx nx run ${task}\`.`;
    const wanted = { schema: RunRecord, expected: 'a run record of this version', todo };
    const record = await readJson(join(folder, 'run.json'), wanted);
    const { acc, loss } = record.final.test;
    const metric = acc === undefined ? { name: 'test loss', value: loss } : { name: 'test accuracy', value: acc };
    return { name, title, state: 'ready', model: `models/${name}/model.json`, metric };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { where, expected, found } = error.parts;
    // The page is public: paths in it are relative to `artifacts`.
    const place = isAbsolute(where) ? join('artifacts', relative(artifacts, where)) : where;
    const why = `${place}: expected ${expected}, found ${found}.`;
    return { name, title, state: 'missing', why, command: `npx nx run ${task}` };
  }
}
