import { join } from 'node:path';
import { loadUrlRows, loadUrls } from '@reprise/data';
import { readRun } from '@reprise/eval';
import type { Profile } from '@reprise/records';
import { likenessTable } from '@reprise/text/likeness';
import { URL_MODELS, type UrlModel } from '@reprise/text/verdict';
import { type Likeness, TEST_URLS, type TestUrls } from '../page-data';
import { THRESHOLDS } from '../thresholds';

/** A file of the page. */
type Files = Map<string, Uint8Array | string>;

const LEAST = THRESHOLDS[0];
const MOST = THRESHOLDS[THRESHOLDS.length - 1];

/**
 * What the URL models predict for the test set, as files of the page: labels, a byte each; probabilities, float32; the URLs
 * that one of the page's thresholds calls malicious and another benign, with their rows; and how often each model is wrong about
 * each kind of row.
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
  const predictions = new Map<UrlModel, Float32Array>();
  for (const name of URL_MODELS) {
    const run = await readRun(artifacts, profile, name, seed);
    if (run.status !== 'trained') {
      data.push({ name, state: 'missing', why: run.reason });
      continue;
    }
    const { data: probabilities } = run.predictions;
    const file = `test-urls/${name}.bin`;
    files.set(file, new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength));
    predictions.set(name, probabilities);
    data.push({ name, state: 'ready', file });
  }
  const [first] = predictions.values();
  if (first === undefined) return { data, files };
  const folder = join(artifacts, 'data', 'urls');
  const { urls: all } = await loadUrlRows(folder);
  const { test, testRows } = await loadUrls(undefined, folder);
  const urls = Array.from(testRows, (row) => all[row]);
  const changing = [...first.keys()].filter((row) =>
    [...predictions.values()].some((probabilities) => probabilities[row] > LEAST && probabilities[row] <= MOST),
  );
  const likeness: Likeness = {};
  for (const [name, probabilities] of predictions) likeness[name] = likenessTable(urls, test.y, probabilities);
  files.set(TEST_URLS.labels, test.y.subarray(0, first.length));
  files.set(TEST_URLS.urls, JSON.stringify(changing.map((row) => [row, urls[row]])));
  files.set(TEST_URLS.likeness, JSON.stringify(likeness));
  return { data, files };
}
