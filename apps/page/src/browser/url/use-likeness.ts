import { type Likeness, type PageData, TEST_URLS } from '../../page-data';
import { loadedOnce, readFile } from '../parts/loaded-once';

async function load({ testUrls }: PageData): Promise<Likeness> {
  if (testUrls.every(({ state }) => state === 'missing')) return {};
  return (await (await readFile(TEST_URLS.likeness)).json()) as Likeness;
}

/** How often each model is wrong about each kind of test row. */
export const useLikeness = loadedOnce(load);
