/** Buckets of TensorBoard's histograms (tensorboard/plugins/histogram/summary_v2.py). */
export const BUCKETS = 30;

/** A histogram: float32 [30, 3] in C order; each row is a bucket's left edge, right edge and count. */
export type BucketTable = Float32Array;

/** Histograms by the weight's name in Keras, one table per epoch. */
export type Histograms = Record<string, BucketTable[]>;

/**
 * Counts values in 30 buckets of equal width from the lowest to the highest value, as TensorBoard's `histogram_pb` does. If
 * all values are equal, all edges are that value and the last bucket counts them. Non-finite values are ignored; without
 * values the table is zero. Counts are exact up to 2^24.
 * @returns float32 [30, 3], row after row
 * @example
 * bucketTable(Float32Array.of(0, 1, 30)).slice(0, 6); // Float32Array [0, 1, 1, 1, 2, 1]
 */
export function bucketTable(values: Float32Array): BucketTable {
  // Loops by index: iterators take several times as long for four million weights.
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < min && value !== -Infinity) min = value;
    if (value > max && value !== Infinity) max = value;
  }
  const table = new Float32Array(3 * BUCKETS);
  if (min > max) return table;
  const width = (max - min) / BUCKETS;
  const counts = new Int32Array(BUCKETS);
  for (let i = 0; i < values.length; i++) {
    const bucket = width > 0 ? Math.floor((values[i] - min) / width) : BUCKETS - 1;
    if (Number.isFinite(values[i])) counts[Math.min(bucket, BUCKETS - 1)]++;
  }
  counts.forEach((count, i) => {
    // The last edge is the highest value itself, free of rounding.
    const right = i + 1 < BUCKETS ? min + (i + 1) * width : max;
    table.set([min + i * width, right, count], 3 * i);
  });
  return table;
}
