import { join } from 'node:path';
import { loadUrlRows, loadUrls } from '@reprise/data';
import { readRun } from '@reprise/eval';
import type { Profile } from '@reprise/records';
import { TEST_URLS, type TestUrls } from '../page-data';
import { THRESHOLDS } from '../thresholds';

/** A file of the page. */
type Files = Map<string, Uint8Array | string>;

const LEAST = THRESHOLDS[0];
const MOST = THRESHOLDS[THRESHOLDS.length - 1];

/**
 * What the URL models predict for the test set, as files of the page: labels, a byte each; probabilities, float32; and the URLs
 * that one of the page's thresholds calls malicious and another benign, with their rows.
 * @param artifacts where tasks write
 * @throws Problem when models are trained but the URLs' data is missing
 */
export async function testUrls(
  artifacts: string,
  profile: Profile,
  seed: number,
): Promise<{ data: TestUrls; files: Files }> {
  const data: TestUrls = [];
  const files: Files = new Map();
  const predictions: Float32Array[] = [];
  for (const name of ['birnn', 'cnn-lstm'] as const) {
    const run = await readRun(artifacts, profile, name, seed);
    if (run.status !== 'trained') {
      data.push({ name, state: 'missing', why: run.reason });
      continue;
    }
    const { data: probabilities } = run.predictions;
    const file = `test-urls/${name}.bin`;
    files.set(file, new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength));
    predictions.push(probabilities);
    data.push({ name, state: 'ready', file });
  }
  if (predictions.length === 0) return { data, files };
  const folder = join(artifacts, 'data', 'urls');
  const { urls } = await loadUrlRows(folder);
  const { test, testRows } = await loadUrls(undefined, folder);
  const changing = [...predictions[0].keys()].filter((row) =>
    predictions.some((probabilities) => probabilities[row] > LEAST && probabilities[row] <= MOST),
  );
  files.set(TEST_URLS.labels, test.y.subarray(0, predictions[0].length));
  files.set(TEST_URLS.urls, JSON.stringify(changing.map((row) => [row, urls[testRows[row]]])));
  return { data, files };
}
