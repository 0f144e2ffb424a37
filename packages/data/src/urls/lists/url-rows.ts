import { join } from 'node:path';
import { checkDigest, digest, readBounded } from '@reprise/base';
import { gunzipBounded } from '../../formats/gunzip-bounded';
import DATA_PINS from '../../pins.json';

const ADVICE = 'Restore the file from the repository (`git checkout`) and run it again.';
/** The most bytes of a decompressed list. The longer one has 2,045,712. */
const MOST = 1 << 22;

export interface UrlRows {
  urls: string[];
  /** 1 for malicious, 0 for benign. */
  malicious: Uint8Array;
}

/**
 * Reads a compressed list, one URL per line. Nothing is trimmed and no line is a comment (41 benign URLs start with `#`).
 * @throws Problem if it is missing or damaged, or its text has another digest
 */
export async function readCompressedList(path: string, sha256: string): Promise<string[]> {
  const wanted = { expected: 'a gzipped list of URLs', todo: ADVICE };
  const text = await gunzipBounded(await readBounded(path, MOST, wanted), path, MOST, wanted);
  checkDigest(path, digest(text), sha256, ADVICE);
  const rows = text.toString('utf8').split('\n');
  if (rows.at(-1) === '') rows.pop(); // the last line may lack its line feed
  return rows;
}

/**
 * All 66,056 benign and 1,296 malicious URLs in the notebook's order: benign first, then as in the files. The notebook's
 * `drop([0])` removed a header that these files do not have.
 * @throws Problem as {@link readCompressedList}
 */
export async function urlRows(folder = __dirname): Promise<UrlRows> {
  const lists = await Promise.all(
    DATA_PINS.urls.map(({ name, sha256 }) => readCompressedList(join(folder, name), sha256)),
  );
  const malicious = DATA_PINS.urls.flatMap(({ malicious }, i) => lists[i].map(() => malicious));
  return { urls: lists.flat(), malicious: Uint8Array.from(malicious) };
}
