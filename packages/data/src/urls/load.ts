import { join } from 'node:path';
import { artifactsDir, checkManifest } from '@reprise/base';
import { checkLabels } from '../check-labels';
import { tokenRows, type TokenRows, URL_SPLIT } from './build';
import { readFrame } from './frame';
import type { UrlRows } from './lists/url-rows';
import { domainSplit } from './split/domain-split';
import { trainTestSplit } from './split/train-test-split';

/** How the URLs are split: by rows, as in the notebook, or so that no registered domain is on both sides. */
export interface UrlSplit {
  by: 'rows' | 'domains';
  randomState: number;
}

export interface Urls {
  train: TokenRows;
  test: TokenRows;
  /** The row of the frame for each row of a set. */
  trainRows: Int32Array;
  testRows: Int32Array;
}

const TASK = 'data:urls';
const FRAME = 'urls.arrow';

/** The split's name in a run record. @example describeSplit({ by: 'rows', randomState: 4 }) // 'rows, random_state=4' */
export const describeSplit = ({ by, randomState }: UrlSplit): string => `${by}, random_state=${randomState}`;

/**
 * All 67,352 rows of the lists that `data:urls` wrote, in the files' order.
 * @throws Problem if the task has not run, or a file is damaged
 */
export async function loadUrlRows(folder = artifactsDir('data', 'urls')): Promise<UrlRows> {
  // Callers read the summary too.
  await checkManifest(folder, TASK, [FRAME, 'summary.json']);
  return readFrame(join(folder, FRAME));
}

/**
 * Tokens and labels of the URLs, with a quarter of the rows for testing.
 * @param split by default the notebook's, whose arrays `data:urls` also writes for other programs
 * @throws Problem if `data:urls` has not run, or a file is damaged
 */
export async function loadUrls(
  { by, randomState }: UrlSplit = { by: 'rows', randomState: URL_SPLIT.randomState },
  folder = artifactsDir('data', 'urls'),
): Promise<Urls> {
  const all = await loadUrlRows(folder);
  const { urls } = all;
  const { testSize } = URL_SPLIT;
  const { train, test } =
    by === 'rows' ? trainTestSplit(urls.length, testSize, randomState) : domainSplit(urls, testSize, randomState);
  const set = (rows: Int32Array): TokenRows => {
    const tokens = tokenRows(all, rows);
    checkLabels(
      tokens.y,
      ['benign', 'malicious'],
      join(folder, FRAME),
      `Run \`npx nx run ${TASK}\` to write it again.`,
    );
    return tokens;
  };
  return { train: set(train), test: set(test), trainRows: train, testRows: test };
}
