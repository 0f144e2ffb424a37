import { fakeRun } from '../testing/fake-run';
import { judgePredictions } from './judge-predictions';

test('a classifier: figures from predictions and the first labels of the test set', () => {
  const run = fakeRun('birnn', { testRows: 4 });
  const predictions = { dtype: 'float32' as const, shape: [4, 1], data: Float32Array.of(0.25, 0.75, 0.75, 0.25) };
  const labels = Uint8Array.of(0, 1, 0, 1, 1, 1);
  const judged = judgePredictions(run, predictions, { labels }, ['benign', 'malicious']);
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
  const run = fakeRun('autoencoder', { testRows: 1 });
  const images = new Uint8Array(2 * 784).fill(51);
  const predictions = { dtype: 'float32' as const, shape: [1, 28, 28, 1], data: new Float32Array(784).fill(0.5) };
  const judged = judgePredictions(run, predictions, { images }, []);
  // Whatever the target, -(t log .5 + (1 - t) log .5) is log 2.
  expect(judged.loss).toBeCloseTo(Math.LN2, 7);
  expect(judged).toMatchObject({ rows: 1, accuracy: null, agrees: null, confusion: null, classes: null });
});

test('a test set that is too small is a problem, not a figure', () => {
  const run = fakeRun('birnn', { testRows: 2 });
  const predictions = { dtype: 'float32' as const, shape: [2, 1], data: new Float32Array(2) };
  const judge = () => judgePredictions(run, predictions, { labels: new Uint8Array(1) }, ['benign', 'malicious']);
  expect(judge).toThrow('predictions of birnn: expected a test set of 2 rows or more, found 1.');
});
