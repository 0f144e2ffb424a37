/** Buckets of TensorBoard's histograms (tensorboard/plugins/histogram/summary_v2.py). */
export const BUCKETS = 30;

/** A histogram: float32 [30, 3] in C order; each row is a bucket's left edge, right edge and count. */
export type BucketTable = Float32Array;

/** Histograms by the weight's name in Keras, one table per epoch. */
export type Histograms = Record<string, BucketTable[]>;

// Loops by index: iterators take several times as long for four million weights.

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
 * Counts values in 30 buckets of equal width from the lowest to the highest value, as TensorBoard's `histogram_pb` does. If
 * all values are equal, all edges are that value and the last bucket counts them. Non-finite values are ignored; without
 * values the table is zero. Counts are exact up to 2^24.
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
