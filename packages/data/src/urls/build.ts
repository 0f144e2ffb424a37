import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJson } from '@reprise/base';
import { writeNpy } from '../formats/npy';
import { frameToArrow, urlFrame } from './frame';
import { urlRows, type UrlRows } from './lists/url-rows';
import { trainTestSplit } from './split/train-test-split';
import { tokenizeAll, URL_LENGTH } from './tokenize';

/** The notebook's split: `train_test_split(X, y, test_size=0.25, random_state=3)`. */
export const URL_SPLIT = { testSize: 0.25, randomState: 3 } as const;

export interface TokenRows {
  /** rows * 75 tokens, 0 to 100. */
  x: Int32Array;
  /** 1 for malicious, 0 for benign. */
  y: Uint8Array;
}

/** Tokens and labels of the given rows, in their order. */
export function tokenRows({ urls, malicious }: UrlRows, rows: Int32Array): TokenRows {
  const x = tokenizeAll(Array.from(rows, (row) => urls[row]));
  return { x, y: Uint8Array.from(rows, (row) => malicious[row]) };
}

/**
 * Writes the files of `data:urls` to `folder`: the frame, tokens, labels and row numbers of both parts, and summary.json.
 * @throws Problem if the lists in the repository are damaged
 */
export async function buildUrls(folder: string): Promise<void> {
  const rows = await urlRows();
  const count = rows.urls.length;
  const frame = await urlFrame(rows);
  await writeFile(join(folder, 'urls.arrow'), await frameToArrow(frame));
  const { testSize, randomState } = URL_SPLIT;
  const split = trainTestSplit(count, testSize, randomState);
  const summary: Record<string, unknown> = {
    rows: count,
    benign: rows.malicious.filter((value) => value === 0).length,
    malicious: rows.malicious.filter((value) => value === 1).length,
    columns: frame.columnNames(),
    head: frame.objects({ limit: 5 }),
    x: { shape: [count, URL_LENGTH], dtype: 'int32' },
    y: { shape: [count], dtype: 'uint8' },
    test_size: testSize,
    random_state: randomState,
  };
  for (const part of ['train', 'test'] as const) {
    const n = split[part].length;
    const { x, y } = tokenRows(rows, split[part]);
    await writeNpy(join(folder, `x-${part}.npy`), { dtype: 'int32', shape: [n, URL_LENGTH], data: x });
    await writeNpy(join(folder, `y-${part}.npy`), { dtype: 'uint8', shape: [n], data: y });
    await writeNpy(join(folder, `${part}-rows.npy`), { dtype: 'int32', shape: [n], data: split[part] });
    summary[part] = { rows: n, malicious: y.filter((value) => value === 1).length };
  }
  await writeJson(join(folder, 'summary.json'), summary);
}
