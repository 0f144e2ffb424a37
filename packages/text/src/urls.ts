import { describeSplit, inputDigests, loadUrls, tokenizeAll, URL_LENGTH, type UrlSplit } from '@reprise/data';
import { type Dataset, resident, tf } from '@reprise/engine';
import { type ExperimentData } from '@reprise/training';

/** Rows of tokens, int32 [rows, 75], to 0 (benign) or 1 (malicious), float32 [rows, 1]. */
const dataset = (x: Int32Array, y: ArrayLike<number>): Dataset =>
  resident(
    y.length,
    () => [tf.tensor2d(x, [y.length, URL_LENGTH], 'int32'), tf.tensor2d(Float32Array.from(y), [y.length, 1])],
    (tokens, labels) => ({ x: tokens, y: labels }),
  );

/** The URL data with the notebook's split, or another. */
export async function urls(split?: UrlSplit): Promise<ExperimentData> {
  const { train, test } = await loadUrls(split);
  return {
    train: dataset(train.x, train.y),
    test: dataset(test.x, test.y),
    inputs: await inputDigests('urls'),
    ...(split && { split: describeSplit(split) }),
  };
}

/** URLs without labels, for prediction. */
export const urlDataset = (list: readonly string[]): Dataset => dataset(tokenizeAll(list), new Uint8Array(list.length));
