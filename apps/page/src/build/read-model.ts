import { isAbsolute, join, relative } from 'node:path';
import { checkManifest, Problem, readBounded } from '@reprise/data';
import { type Profile, RunRecord } from '@reprise/engine/records';
import type { ModelEntry, PageModel } from '../page-data';

/** Of a model that is not there, title and task; of one that is, its record says them. */
const TASKS: Record<PageModel, { task: string; title: string }> = {
  birnn: { task: 'text:birnn', title: 'Bidirectional RNN' },
  'cnn-lstm': { task: 'text:cnn-lstm', title: 'CNN + LSTM' },
  lenet: { task: 'vision:lenet', title: 'Deep CNN (LeNet-like)' },
  autoencoder: { task: 'vision:autoencoder', title: 'Convolutional autoencoder' },
};

/** Bytes of a record, at most: the longest of ours has 40,000. */
const MOST = 1 << 24;

/** The page is for anybody to see: a path says where below `artifacts` it lies, not where on this machine. */
const reason = ({ parts: { where, expected, found } }: Problem, artifacts: string): string =>
  `${isAbsolute(where) ? join('artifacts', relative(artifacts, where)) : where}: expected ${expected}, found ${found}.`;

async function readRecord(folder: string, task: string): Promise<RunRecord> {
  const where = join(folder, 'run.json');
  const problem = (found: string, cause?: unknown): Problem =>
    new Problem(
      { where, expected: 'a run record of this version', found, todo: `Run \`npx nx run ${task}\`.` },
      { cause },
    );
  const text = await readBounded(where, MOST).catch((cause: unknown) => {
    throw problem('no readable file', cause);
  });
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (cause) {
    throw problem('no JSON', cause);
  }
  const parsed = RunRecord.safeParse(json);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw problem(`${path.join('.')}: ${message}`);
}

/**
 * What `page.json` says of a model: its figure on the test set, or why it cannot be shown and what to run. Every file of
 * the model's folder is verified.
 * @param artifacts the folder below which tasks write
 */
export async function readModel(
  artifacts: string,
  name: PageModel,
  profile: Profile,
  seed: number,
): Promise<ModelEntry> {
  const { task, title } = TASKS[name];
  const folder = join(artifacts, profile, name, `seed-${seed}`);
  try {
    await checkManifest(folder, task, ['run.json', 'model/']);
    const record = await readRecord(folder, task);
    const { acc, loss } = record.final.test;
    const figure = acc === undefined ? { name: 'test loss', value: loss } : { name: 'test accuracy', value: acc };
    return { name, title: record.title, state: 'ready', model: `models/${name}/model.json`, figure };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const command = `npx nx run ${task}:${profile} --seed=${seed}`;
    return { name, title, state: 'missing', why: reason(error, artifacts), command };
  }
}
