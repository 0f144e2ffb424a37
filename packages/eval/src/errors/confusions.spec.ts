import { confusions } from './confusions';

/** Probabilities of three classes a row: `to` with `p`, the rest in equal parts. */
const rows = (...given: [to: number, p: number][]): { data: Float32Array; rows: number; width: number } => ({
  data: Float32Array.from(given.flatMap(([to, p]) => [0, 1, 2].map((k) => (k === to ? p : (1 - p) / 2)))),
  rows: given.length,
  width: 3,
});

test('pairs by count, each in one direction, rows by confidence', () => {
  const labels = [0, 0, 0, 1, 1, 2, 2];
  const predictions = rows([0, 0.9], [1, 0.6], [1, 0.8], [0, 0.7], [1, 0.9], [1, 0.5], [2, 0.9]);
  expect(confusions(labels, predictions, 9)).toEqual([
    { actual: 0, predicted: 1, count: 2, rows: [2, 1] },
    { actual: 1, predicted: 0, count: 1, rows: [3] },
    { actual: 2, predicted: 1, count: 1, rows: [5] },
  ]);
  expect(confusions(labels, predictions, 1)).toHaveLength(1);
});

test('no errors, no pairs', () => {
  expect(confusions([1, 2], rows([1, 0.9], [2, 0.9]), 5)).toEqual([]);
});
