import { fakeRun } from '../../testing/fake-run';
import type { ModelName } from '../../published/published';
import type { TrainedRun } from '../../runs/read-run';
import { judgeErrors, reconstructionLosses } from './judge-errors';
import { judgePredictions } from './judge-predictions';

const trained = (model: ModelName, shape: number[], data: Float32Array): TrainedRun => ({
  status: 'trained',
  run: fakeRun(model, { testRows: shape[0] }),
  dataset: model === 'birnn' ? 'urls' : 'fashion-mnist',
  sha256: { run: 'r', predictions: 'p' },
  predictions: { dtype: 'float32', shape, data },
});

test('a classifier: metrics from predictions and the first labels of the test set', () => {
  const run = trained('birnn', [4, 1], Float32Array.of(0.25, 0.75, 0.75, 0.25));
  const judged = judgePredictions(run, { labels: Uint8Array.of(0, 1, 0, 1, 1, 1) });
  // By hand: two of four right; -(log .75 + log .75 + log .25 + log .25) / 4
  expect(judged).toMatchObject({
    rows: 4,
    accuracy: 0.5,
    agrees: false,
    confusion: [
      [1, 1],
      [1, 1],
    ],
  });
  expect(judged.loss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 12);
  expect(judged.classes?.[1]).toEqual({ name: 'malicious', precision: 0.5, recall: 0.5, f1: 0.5, support: 2 });
});

test('a reconstruction: pixels are targets', () => {
  const run = trained('autoencoder', [1, 28, 28, 1], new Float32Array(784).fill(0.5));
  const judged = judgePredictions(run, { labels: new Uint8Array(2), images: new Uint8Array(2 * 784).fill(51) });
  // Whatever the target, -(t log .5 + (1 - t) log .5) is log 2.
  expect(judged.loss).toBeCloseTo(Math.LN2, 7);
  expect(judged).toMatchObject({ rows: 1, accuracy: null, agrees: null, confusion: null, classes: null });
});

test('a test set that is too small is an error', () => {
  const run = trained('birnn', [2, 1], new Float32Array(2));
  expect(() => judgePredictions(run, { labels: new Uint8Array(1) })).toThrow(
    'predictions of birnn: expected a test set of at least 2 rows, found 1.',
  );
});

test('confused classes by count, each in one direction; their rows by confidence', () => {
  const rows = [
    [0, 0.9],
    [1, 0.6],
    [1, 0.8],
    [0, 0.7],
    [1, 0.9],
    [1, 0.5],
    [2, 0.9],
  ];
  const data = Float32Array.from(
    rows.flatMap(([to, p]) => Array.from({ length: 10 }, (_, k) => (k === to ? p : (1 - p) / 9))),
  );
  const errors = (...labels: number[]) =>
    judgeErrors(trained('lenet', [7, 10], data), { labels: Uint8Array.from(labels) }).confused;
  expect(errors(0, 0, 0, 1, 1, 2, 2)).toEqual([
    { actual: 'T-shirt/top', predicted: 'Trouser', count: 2, rows: [2, 1] },
    { actual: 'Trouser', predicted: 'T-shirt/top', count: 1, rows: [3] },
    { actual: 'Pullover', predicted: 'Trouser', count: 1, rows: [5] },
  ]);
  expect(errors(0, 1, 1, 0, 1, 1, 2)).toEqual([]);
});

test('false alarms and misses, the worst first; 0.5 is benign, as in the notebook', () => {
  const run = trained('birnn', [7, 1], Float32Array.of(0.6, 0.9, 0.5, 0.5, 0.1, 0.7, 0.2));
  const { false_alarms, misses } = judgeErrors(run, {
    labels: Uint8Array.of(0, 0, 0, 1, 1, 1, 0),
    urls: [...'abcdefg'],
  });
  expect(false_alarms?.shown.map(({ row, url }) => [row, url])).toEqual([
    [1, 'b'],
    [0, 'a'],
  ]);
  expect(misses).toMatchObject({ count: 2, shown: [{ row: 4 }, { row: 3 }] });
});

test('the loss of each reconstruction, and the worst first', () => {
  // Per pixel a black image as 0.5 grey costs -log 0.5, a white one as 0.25 grey -log 0.25, a black one as 0 almost nothing.
  const images = Uint8Array.from({ length: 3 * 784 }, (_, i) => (i >= 784 && i < 2 * 784 ? 255 : 0));
  const guesses = Float32Array.from({ length: 3 * 784 }, (_, i) => [0.5, 0.25, 0][Math.floor(i / 784)]);
  const losses = reconstructionLosses(images, guesses);
  expect(losses[0]).toBeCloseTo(Math.LN2, 12);
  expect(losses[1]).toBeCloseTo(2 * Math.LN2, 12);
  expect(losses[2]).toBeLessThan(1e-6);
  const { worst } = judgeErrors(trained('autoencoder', [3, 28, 28, 1], guesses), { images, labels: new Uint8Array(3) });
  expect(worst?.map(({ row }) => row)).toEqual([1, 0, 2]);
});
