import type { ColumnTable } from 'arquero';
import { join } from 'node:path';
import { artifactsDir, checkManifest, Problem } from '@reprise/base';
import { checkLabels } from '../check-labels';
import { readNpy, type NpyArray } from '../formats/npy';
import { readFrame } from './frame';
import { PRINTABLE, URL_LENGTH } from './tokenize';

interface UrlSet {
  /** rows * 75 tokens, 0 to 100. */
  x: Int32Array;
  /** 1 for malicious, 0 for benign. */
  y: Uint8Array;
  rows: number;
  length: typeof URL_LENGTH;
}

export interface Urls {
  train: UrlSet;
  test: UrlSet;
  /** The row of the frame for each row of a set. */
  trainRows: Int32Array;
  testRows: Int32Array;
}

const TASK = 'data:urls';
const TODO = `Run \`npx nx run ${TASK}\` to write it again.`;
const problem = (where: string, expected: string, found: string): Problem =>
  new Problem({ where, expected, found, todo: TODO });
const ARRAYS = ['train', 'test'].flatMap((part) => [`x-${part}.npy`, `y-${part}.npy`, `${part}-rows.npy`]);

/** The classes of the labels 0 and 1. */
const URL_CLASSES = ['benign', 'malicious'];

async function read<T extends NpyArray['dtype']>(
  path: string,
  dtype: T,
  shape: (number | undefined)[],
): Promise<Extract<NpyArray, { dtype: T }>> {
  const array = await readNpy(path);
  const fits = array.shape.length === shape.length && shape.every((n, i) => n === undefined || n === array.shape[i]);
  if (array.dtype !== dtype || !fits)
    throw problem(path, `${dtype} [${shape.map((n) => n ?? 'rows')}]`, `${array.dtype} [${array.shape}]`);
  return array as Extract<NpyArray, { dtype: T }>;
}

/** @throws Problem if shapes do not match, a label is not 0 or 1, a token not 0 to 100, or a class has no row */
async function readSet(folder: string, part: 'train' | 'test'): Promise<{ set: UrlSet; rowNumbers: Int32Array }> {
  const path = (name: string): string => join(folder, name);
  const x = await read(path(`x-${part}.npy`), 'int32', [undefined, URL_LENGTH]);
  const [rows] = x.shape;
  const y = await read(path(`y-${part}.npy`), 'uint8', [rows]);
  const rowNumbers = await read(path(`${part}-rows.npy`), 'int32', [rows]);
  checkLabels(y.data, URL_CLASSES, path(`y-${part}.npy`), TODO);
  const wrong = x.data.findIndex((value) => value < 0 || value > PRINTABLE.length);
  if (wrong >= 0) {
    const where = `${path(`x-${part}.npy`)}, row ${Math.floor(wrong / URL_LENGTH)}`;
    throw problem(where, `tokens from 0 to ${PRINTABLE.length}`, `${x.data[wrong]}`);
  }
  return { set: { x: x.data, y: y.data, rows, length: URL_LENGTH }, rowNumbers: rowNumbers.data };
}

/**
 * The tokens and labels that `data:urls` wrote: 50,514 rows for training, 16,838 for testing.
 * @throws Problem if the task has not run, or a file is damaged
 */
export async function loadUrls(folder = artifactsDir('data', 'urls')): Promise<Urls> {
  await checkManifest(folder, TASK, ARRAYS);
  const train = await readSet(folder, 'train');
  const test = await readSet(folder, 'test');
  return { train: train.set, test: test.set, trainRows: train.rowNumbers, testRows: test.rowNumbers };
}

/**
 * The data frame that `data:urls` wrote: columns URL and Is_Malicious, 67,352 rows in the files' order.
 * @throws Problem if the task has not run, or a file is damaged
 */
export async function loadUrlFrame(folder = artifactsDir('data', 'urls')): Promise<ColumnTable> {
  // Callers read the summary too.
  await checkManifest(folder, TASK, ['urls.arrow', 'summary.json']);
  return readFrame(join(folder, 'urls.arrow'));
}
