import { artifactsDir } from '@reprise/base';
import { tokenRows, URL_SPLIT } from './build';
import { loadUrlFrame, type Urls } from './load';
import { domainSplit } from './split/domain-split';
import { trainTestSplit } from './split/train-test-split';
import { URL_LENGTH } from './tokenize';

/** How the URLs are split: by rows, as in the notebook, or so that no registered domain is on both sides. */
export interface UrlSplit {
  by: 'rows' | 'domains';
  randomState: number;
}

/** The split's name in a run record. @example describeSplit({ by: 'rows', randomState: 4 }) // 'rows, random_state=4' */
export const describeSplit = ({ by, randomState }: UrlSplit): string => `${by}, random_state=${randomState}`;

/**
 * Tokens and labels under another split than the notebook's, with a quarter of the rows for testing.
 * @throws Problem if `data:urls` has not run, or a file is damaged
 */
export async function loadUrlSplit(
  { by, randomState }: UrlSplit,
  folder = artifactsDir('data', 'urls'),
): Promise<Urls> {
  const frame = await loadUrlFrame(folder);
  const urls = Array.from(frame.array('URL') as ArrayLike<string>);
  const malicious = Uint8Array.from(frame.array('Is_Malicious') as ArrayLike<number>);
  const { testSize } = URL_SPLIT;
  const { train, test } =
    by === 'rows' ? trainTestSplit(urls.length, testSize, randomState) : domainSplit(urls, testSize, randomState);
  const part = (rows: Int32Array): Urls['train'] => ({
    ...tokenRows({ urls, malicious }, rows),
    rows: rows.length,
    length: URL_LENGTH,
  });
  return { train: part(train), test: part(test), trainRows: train, testRows: test };
}
