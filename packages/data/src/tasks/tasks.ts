import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchFashionMnist } from '../fashion-mnist/fetch';
import { artifactsDir, Problem, writeFolder } from '@reprise/base';
import { buildUrls } from '../urls/build';
import { fetchVgg16 } from '../vgg16/fetch';
import { VGG16_NOTICE } from '../vgg16/notice';
import { weightBytes } from '../vgg16/weights';

/** Which rung gave the data: it may differ from machine to machine, so the manifest passes over it. */
const SOURCE = 'source.json';
const writeSource = (folder: string, rung: string): Promise<void> =>
  writeFile(join(folder, SOURCE), JSON.stringify({ rung }, null, 2) + '\n');

const TASKS: Record<string, (folder: string) => Promise<void>> = {
  'fashion-mnist': async (folder) => {
    const { rung, value } = await fetchFashionMnist();
    for (const [name, bytes] of Object.entries(value)) await writeFile(join(folder, name), bytes);
    await writeSource(folder, rung);
  },
  urls: buildUrls,
  vgg16: async (folder) => {
    const { rung, value } = await fetchVgg16();
    await writeFile(join(folder, 'weights.f32'), weightBytes(value));
    await writeFile(join(folder, 'NOTICE'), VGG16_NOTICE);
    await writeSource(folder, rung);
  },
};

/** The data sets: `fashion-mnist`, `urls`, `vgg16`. */
export const DATA_TASKS = Object.keys(TASKS);

/**
 * Fetches, verifies and decodes one data set into `artifacts/data/NAME`, whole or not at all.
 * @param target the folder to write
 * @throws Problem for an unknown name, or when the data cannot be had
 */
export async function runDataTask(name = '', target = artifactsDir('data', name)): Promise<void> {
  if (!Object.hasOwn(TASKS, name))
    throw new Problem({
      where: 'data set',
      expected: `one of ${DATA_TASKS.join(', ')}`,
      found: name === '' ? 'no name' : `"${name}"`,
      todo: 'Run `npx nx run data:NAME` with one of these.',
    });
  await writeFolder(target, `data:${name}`, TASKS[name], [SOURCE]);
}
