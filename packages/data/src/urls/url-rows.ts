import { join } from 'node:path';
import { checkDigest, digest, Problem, readBounded } from '@reprise/base';
import { gunzipBounded } from '../formats/gunzip-bounded';
import { readUrlList } from './read-url-list';

/** The two lists that the package carries, with the digests of what they hold. The notebook's order: benign first. */
export const URL_LISTS = [
  {
    name: 'benign-urls.txt.gz',
    malicious: 0,
    sha256: '2f1cc71100396a3b5a4d63b4f46faae62434fc95352d06bda3258d933abaf43c',
  },
  {
    name: 'malicious-urls.txt.gz',
    malicious: 1,
    sha256: 'd4a3e1e5271d08383620cdee2aeb413e77c43a5b4975df5757a65d76e3df6bb3',
  },
];

const ADVICE = 'Restore the file from the repository (git checkout) and run it again.';
/** Bytes of a list, decompressed, at most: the longer one has 2,045,712. */
const MOST = 1 << 22;

export interface UrlRows {
  urls: string[];
  /** 1 for malicious, 0 for benign. */
  malicious: Uint8Array;
}

/** Reads one compressed list. @throws Problem when it is missing, broken or empty, or its text has another digest */
export async function readCompressedList(path: string, sha256: string): Promise<string[]> {
  const problem = (found: string, cause: unknown): Problem =>
    new Problem({ where: path, expected: 'a gzipped list of URLs', found, todo: ADVICE }, { cause });
  const bytes = await readBounded(path, MOST).catch((cause: unknown) => {
    throw problem('no readable file', cause);
  });
  const text = await gunzipBounded(bytes, MOST).catch((cause: unknown) => {
    throw problem(String(cause), cause);
  });
  const rows = readUrlList(text.toString('utf8'), path);
  checkDigest(path, digest(text), sha256, ADVICE);
  return rows;
}

/**
 * All 66,056 benign and 1,296 malicious URLs in the files' order. The notebook's `drop([0])` took away a header that
 * these files do not have.
 * @throws Problem as {@link readCompressedList}
 */
export async function urlRows(folder = __dirname): Promise<UrlRows> {
  const lists = await Promise.all(URL_LISTS.map(({ name, sha256 }) => readCompressedList(join(folder, name), sha256)));
  const malicious = URL_LISTS.flatMap(({ malicious }, i) => lists[i].map(() => malicious));
  return { urls: lists.flat(), malicious: Uint8Array.from(malicious) };
}
