import { PIXELS } from '../../baselines';
import { binaryCrossentropy, predictedClasses } from '../../metrics';
import { DATASETS } from '../../runs/check-record';
import type { TrainedRun } from '../../runs/read-run';
import type { ErrorResult } from '../results';
import type { TestSet } from './judge-predictions';

/** How many of each kind of error a report shows. */
const PAIRS = 5;
const PICTURES = 6;
const WORST = 9;
const URLS = 10;

const NONE: ErrorResult = { confused: null, worst: null, false_alarms: null, misses: null };

/**
 * The loss of each reconstruction: the mean binary cross-entropy of its pixels, in nats, as the autoencoder's loss.
 *
 * @param images bytes, at least [rows * 784]
 * @param reconstructions values in [0, 1], [rows * 784]
 * @returns [rows]
 */
export function reconstructionLosses(images: Uint8Array, reconstructions: Float32Array): number[] {
  return Array.from({ length: reconstructions.length / PIXELS }, (_, row) => {
    const [from, to] = [row * PIXELS, (row + 1) * PIXELS];
    const targets = Float32Array.from(images.subarray(from, to), (byte) => byte / 255);
    return binaryCrossentropy(targets, reconstructions.subarray(from, to));
  });
}

/** The pairs of classes that are confused most often, each in one direction; their rows by confidence. */
function confusedPairs(labels: Uint8Array, data: Float32Array, classes: readonly string[]): ErrorResult['confused'] {
  const width = classes.length;
  const predicted = predictedClasses({ data, rows: data.length / width, width });
  const confidence = (row: number): number => data[row * width + predicted[row]];
  const pairs = classes.flatMap((actual, from) =>
    classes.map((name, to) => {
      const rows = [...predicted.keys()].filter((row) => labels[row] === from && predicted[row] === to);
      return { actual, predicted: name, rows: from === to ? [] : rows };
    }),
  );
  return pairs
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, PAIRS)
    .map(({ rows, ...pair }) => {
      const surest = rows.toSorted((a, b) => confidence(b) - confidence(a));
      return { ...pair, count: rows.length, rows: surest.slice(0, PICTURES) };
    });
}

/**
 * The errors to look at, by the model's task. Of equally bad rows the first come first.
 * @param test at least as many rows as the predictions have
 */
export function judgeErrors(
  { run, dataset, predictions: { data } }: TrainedRun,
  { images = new Uint8Array(), labels, urls = [] }: TestSet,
): ErrorResult {
  if (run.task === 'multiclass') return { ...NONE, confused: confusedPairs(labels, data, DATASETS[dataset].classes) };
  if (run.task === 'reconstruction') {
    const losses = reconstructionLosses(images, data).map((loss, row) => ({ row, loss }));
    return { ...NONE, worst: losses.sort((a, b) => b.loss - a.loss).slice(0, WORST) };
  }
  // 0.5 is benign, as in the notebook.
  const wrong = (label: 0 | 1): ErrorResult['misses'] => {
    const rows = [...data.keys()]
      .filter((row) => labels[row] === label && Number(data[row] > 0.5) !== label)
      .sort((a, b) => (label === 0 ? data[b] - data[a] : data[a] - data[b]));
    const shown = rows.slice(0, URLS).map((row) => ({ row, url: urls[row], probability: data[row] }));
    return { count: rows.length, shown };
  };
  return { ...NONE, false_alarms: wrong(0), misses: wrong(1) };
}
