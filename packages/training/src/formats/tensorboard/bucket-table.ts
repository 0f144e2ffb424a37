/** How many buckets TensorBoard's own histograms have (tensorboard/plugins/histogram/summary_v2.py). */
export const BUCKETS = 30;

/** A histogram as TensorBoard takes it: float32 [30, 3], row after row: a bucket's left edge, its right edge, its count. */
export type BucketTable = Float32Array;

/** The histograms of a training: by the weight's name in Keras, one table an epoch. */
export type Histograms = Record<string, BucketTable[]>;

// Loops by index: there are four million weights a call, for which an iterator takes several times as long.

function extent(values: Float32Array): [min: number, max: number] {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

function countsOf(values: Float32Array, min: number, width: number): Int32Array {
  const counts = new Int32Array(BUCKETS);
  for (let i = 0; i < values.length; i++) counts[Math.min(Math.floor((values[i] - min) / width), BUCKETS - 1)]++;
  return counts;
}

function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/**
 * Counts values in 30 buckets of one width, from the lowest value to the highest, as TensorBoard's `histogram_pb` does.
 * Where all values are one, all edges are that value and the last bucket has them. Values that are not finite are left
 * out, and without values all is zero. A count is exact up to 2^24.
 *
 * TensorFlow.js's `SummaryFileWriter.histogram` counts when it writes; this table can be kept until then.
 * @returns float32 [30, 3], row after row
 * @example
 * bucketTable(Float32Array.of(0, 1, 30)).slice(0, 6); // Float32Array [0, 1, 1, 1, 2, 1]
 */
export function bucketTable(values: Float32Array): BucketTable {
  const table = new Float32Array(3 * BUCKETS);
  const finite = allFinite(values) ? values : values.filter(Number.isFinite);
  if (finite.length === 0) return table;
  const [min, max] = extent(finite);
  const width = (max - min) / BUCKETS;
  const counts = width > 0 ? countsOf(finite, min, width) : new Int32Array(BUCKETS).fill(finite.length, -1);
  counts.forEach((count, i) => {
    // The last edge is the highest value itself, free of rounding.
    const right = i + 1 < BUCKETS ? min + (i + 1) * width : max;
    table.set([min + i * width, right, count], 3 * i);
  });
  return table;
}
