import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeNpy } from '../formats/npy';
import { frameToArrow, urlFrame } from './frame';
import { URL_LENGTH } from './tokenize';
import { tokenizeAll } from './tokenize-all';
import { trainTestSplit } from './train-test-split';
import { urlRows, type UrlRows } from './url-rows';

export interface UrlArrays {
  x: Int32Array;
  y: Uint8Array;
}

/** The notebook's split: `train_test_split(X, y, test_size=0.25, random_state=3)`. */
export const URL_SPLIT = { testSize: 0.25, randomState: 3 } as const;

/** Tokens (75 a row) and labels of the given rows, in their order. */
export function tokenRows({ urls, malicious }: UrlRows, rows: Int32Array): UrlArrays {
  const x = tokenizeAll(Array.from(rows, (row) => urls[row]));
  return { x, y: Uint8Array.from(rows, (row) => malicious[row]) };
}

/**
 * Writes what `data:urls` gives into `folder`: the frame, tokens, labels and row numbers of both parts, and summary.json.
 * @throws Problem when the lists that the package carries are broken
 */
export async function buildUrls(folder: string): Promise<void> {
  const rows = await urlRows();
  const count = rows.urls.length;
  const frame = await urlFrame(rows);
  await writeFile(join(folder, 'urls.arrow'), await frameToArrow(frame));
  const split = trainTestSplit(count, URL_SPLIT.testSize, URL_SPLIT.randomState);
  const summary: Record<string, unknown> = {
    rows: count,
    benign: rows.malicious.filter((value) => value === 0).length,
    malicious: rows.malicious.filter((value) => value === 1).length,
    columns: frame.columnNames(),
    head: frame.objects({ limit: 5 }),
    x: { shape: [count, URL_LENGTH], dtype: 'int32' },
    y: { shape: [count], dtype: 'uint8' },
    test_size: URL_SPLIT.testSize,
    random_state: URL_SPLIT.randomState,
  };
  for (const part of ['train', 'test'] as const) {
    const n = split[part].length;
    const { x, y } = tokenRows(rows, split[part]);
    await writeNpy(join(folder, `x-${part}.npy`), { dtype: 'int32', shape: [n, URL_LENGTH], data: x });
    await writeNpy(join(folder, `y-${part}.npy`), { dtype: 'uint8', shape: [n], data: y });
    await writeNpy(join(folder, `${part}-rows.npy`), { dtype: 'int32', shape: [n], data: split[part] });
    summary[part] = { rows: n, malicious: y.filter((value) => value === 1).length };
  }
  await writeFile(join(folder, 'summary.json'), JSON.stringify(summary, null, 2) + '\n');
}
