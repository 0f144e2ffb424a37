import { fakeRun } from '../../testing/fake-run';
import type { ModelName } from '../../published/published';
import type { TrainedRun } from '../../runs/read-run';
import { judgePredictions } from './judge-predictions';

const trained = (model: ModelName, shape: number[], data: Float32Array): TrainedRun => ({
  status: 'trained',
  run: fakeRun(model, { testRows: shape[0] }),
  dataset: model === 'birnn' ? 'urls' : 'fashion-mnist',
  runDigest: null,
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
