import { BUCKETS, bucketTable } from './bucket-table';

const column = (table: Float32Array, index: number): number[] => Array.from(table).filter((_, i) => i % 3 === index);
const [LEFT, RIGHT, COUNT] = [0, 1, 2];
const only = (bucket: number, count: number): number[] =>
  Array.from({ length: BUCKETS }, (_, i) => (i === bucket ? count : 0));

test('buckets of one width from the lowest value to the highest; a value on an edge belongs to the right', () => {
  const table = bucketTable(Float32Array.of(30, 0, 0.5, 1, 29, 29.5));
  expect(column(table, LEFT)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect(column(table, RIGHT)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  // The last bucket has both its edges.
  expect(column(table, COUNT)).toEqual([2, 1, ...Array<number>(27).fill(0), 3]);
});

test('the outer edges are the extremes, free of rounding, and every value is counted', () => {
  const values = Float32Array.from({ length: 10_007 }, (_, i) => Math.sin(i) * 0.1 - 0.3);
  const table = bucketTable(values);
  expect(table[LEFT]).toBe(Math.min(...values));
  expect(table[3 * (BUCKETS - 1) + RIGHT]).toBe(Math.max(...values));
  expect(column(table, COUNT).reduce((sum, count) => sum + count)).toBe(10_007);
  // The density of a sine is highest at its ends: arccos(1 - 2/30)/pi of all values are in the first bucket.
  expect(table[COUNT] / 10_007).toBeCloseTo(Math.acos(1 - 2 / 30) / Math.PI, 2);
});

// tensorboard/plugins/histogram/summary_v2.py: all edges are the value, and the last bucket has all.
test.each([0, -0.25])('where all values are %p', (value) => {
  const table = bucketTable(Float32Array.of(value, value, value));
  expect(column(table, LEFT)).toEqual(Array(BUCKETS).fill(value));
  expect(column(table, RIGHT)).toEqual(Array(BUCKETS).fill(value));
  expect(column(table, COUNT)).toEqual(only(BUCKETS - 1, 3));
});

test('values that are not finite are left out', () => {
  expect(bucketTable(Float32Array.of(NaN, 0, Infinity, 30, -Infinity))).toEqual(bucketTable(Float32Array.of(0, 30)));
  expect(bucketTable(Float32Array.of(NaN))).toEqual(new Float32Array(3 * BUCKETS));
  expect(bucketTable(new Float32Array(0))).toEqual(new Float32Array(3 * BUCKETS));
});
