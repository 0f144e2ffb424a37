import {
  artifactsDir,
  describeSplit,
  digest,
  loadUrls,
  loadUrlSplit,
  readManifest,
  tokenize,
  type UrlSplit,
} from '@reprise/data';
import { type Dataset, type Opened, resident, tf } from '@reprise/engine';

/** Tokens a URL has: zeros in front, cut from the front. */
export const URL_LENGTH = 75;

/** Rows of tokens, int32 [rows, 75], to 0 (benign) or 1 (malicious), float32 [rows, 1]. */
const dataset = (x: Int32Array, y: ArrayLike<number>): Dataset =>
  resident(
    y.length,
    () => [tf.tensor2d(x, [y.length, URL_LENGTH], 'int32'), tf.tensor2d(Float32Array.from(y), [y.length, 1])],
    (tokens, labels) => ({ x: tokens, y: labels }),
  );

/** The URL set after the notebook's split, or another. */
export async function urls(split?: UrlSplit): Promise<Opened> {
  const { train, test } = split ? await loadUrlSplit(split) : await loadUrls();
  const manifest = await readManifest(artifactsDir('data', 'urls'), 'data:urls');
  return {
    train: dataset(train.x, train.y),
    test: dataset(test.x, test.y),
    inputs: { 'data:urls': digest(JSON.stringify(manifest)) },
    ...(split && { split: describeSplit(split) }),
  };
}

/** Tokens of URLs, row after row: int32 [urls, 75]. */
export function tokenizeAll(list: readonly string[]): Int32Array {
  const tokens = new Int32Array(list.length * URL_LENGTH);
  list.forEach((url, i) => tokens.set(tokenize(url), i * URL_LENGTH));
  return tokens;
}

/** URLs without a verdict, to be predicted. */
export const urlDataset = (list: readonly string[]): Dataset => dataset(tokenizeAll(list), new Uint8Array(list.length));
