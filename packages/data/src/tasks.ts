import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, Problem, writeFolder } from '@reprise/base';
import { fetchFashionMnist } from './fashion-mnist/fetch';
import type { Fetched } from './sources/fetch-cached';
import { buildUrls } from './urls/build';
import { fetchVgg16 } from './vgg16/fetch';

const write = async (folder: string, { files }: Fetched): Promise<void> => {
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
};

const TASKS: Record<string, (folder: string) => Promise<void>> = {
  'fashion-mnist': async (folder) => write(folder, await fetchFashionMnist()),
  urls: buildUrls,
  async vgg16(folder) {
    await write(folder, await fetchVgg16());
    await copyFile(join(__dirname, 'vgg16', 'NOTICE'), join(folder, 'NOTICE')); // the licence requires it
  },
};

/** The data sets: `fashion-mnist`, `urls`, `vgg16`. */
export const DATA_TASKS = Object.keys(TASKS);

/**
 * Fetches, verifies and decodes a data set into `artifacts/data/NAME`, whole or not at all.
 * @throws Problem if the name is unknown, or no source has the data
 */
export async function runDataTask(name = '', target = artifactsDir('data', name)): Promise<void> {
  if (!Object.hasOwn(TASKS, name))
    throw new Problem({
      where: 'data set',
      expected: `one of ${DATA_TASKS.join(', ')}`,
      found: name === '' ? 'no name' : `"${name}"`,
      todo: 'Run `npx nx run data:NAME` with one of these.',
    });
  await writeFolder(target, `data:${name}`, TASKS[name]);
}
