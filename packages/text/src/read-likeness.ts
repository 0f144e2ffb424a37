import { join } from 'node:path';
import { loadUrlRows, loadUrls, readNpy } from '@reprise/data';
import { likenessTable, type LikeRows } from './likeness';

/**
 * How often a trained URL model is wrong about each kind of test row.
 * @param folder of the training, verified
 * @throws Problem when `data:urls` has not run, or a file is damaged
 */
export async function readLikeness(folder: string): Promise<LikeRows[]> {
  const [{ urls }, { test, testRows }] = await Promise.all([loadUrlRows(), loadUrls()]);
  const { data } = await readNpy(join(folder, 'predictions.npy'));
  return likenessTable(
    Array.from(testRows, (row) => urls[row]),
    test.y,
    data,
  );
}
