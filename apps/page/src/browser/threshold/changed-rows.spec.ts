import { changedRows } from './changed-rows';

const rows = { labels: [0, 1, 0, 1, 0], probabilities: Float32Array.of(0.25, 0.3, 0.4, 0.5, 0.75) };
const changed = (label: 0 | 1, from: number, to: number): number[] =>
  changedRows(rows, label, from, to).map(({ row }) => row);

test('rows above the lower threshold and not above the higher one, the nearest to the new one first', () => {
  expect(changed(0, 0.5, 0.1)).toEqual([0, 2]);
  expect(changed(1, 0.5, 0.1)).toEqual([1, 3]);
  expect(changed(0, 0.5, 0.25)).toEqual([2]);
  expect(changed(0, 0.5, 0.9)).toEqual([4]);
  expect(changed(1, 0.5, 0.9)).toEqual([]);
  expect(changed(1, 0.5, 0.5)).toEqual([]);
});
