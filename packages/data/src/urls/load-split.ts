import { artifactsDir } from '@reprise/base';
import { tokenRows, URL_SPLIT } from './build';
import { domainSplit } from './domain-split';
import { loadUrlFrame, type Urls } from './load';
import { URL_LENGTH } from './tokenize';
import { trainTestSplit } from './train-test-split';

/** How the URLs are split: row by row, as the notebook does, or so that no registered domain is on both sides. */
export interface UrlSplit {
  by: 'rows' | 'domains';
  randomState: number;
}

/** As a run record names it. @example describeSplit({ by: 'rows', randomState: 4 }) // 'rows, random_state=4' */
export const describeSplit = ({ by, randomState }: UrlSplit): string => `${by}, random_state=${randomState}`;

/**
 * Tokens and labels under another split than the notebook's, a quarter of the rows for testing.
 * @throws Problem when `data:urls` has not run, or a file is not what its manifest says
 */
export async function loadUrlSplit(
  { by, randomState }: UrlSplit,
  folder = artifactsDir('data', 'urls'),
): Promise<Urls> {
  const frame = await loadUrlFrame(folder);
  const urls = Array.from(frame.array('URL') as ArrayLike<string>);
  const malicious = Uint8Array.from(frame.array('Is_Malicious') as ArrayLike<number>);
  const { train, test } =
    by === 'rows'
      ? trainTestSplit(urls.length, URL_SPLIT.testSize, randomState)
      : domainSplit(urls, URL_SPLIT.testSize, randomState);
  const part = (rows: Int32Array): Urls['train'] => ({
    ...tokenRows({ urls, malicious }, rows),
    rows: rows.length,
    length: URL_LENGTH,
  });
  return { train: part(train), test: part(test), trainRows: train, testRows: test };
}
