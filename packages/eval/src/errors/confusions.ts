import { type Predictions, predictedClasses } from '../metrics';

/** Rows of one class that were predicted as another. */
export interface Confusion {
  actual: number;
  predicted: number;
  count: number;
  /** Row numbers, the most confident prediction first. */
  rows: number[];
}

/**
 * The pairs of classes that a classifier confuses most often, each in one direction.
 *
 * @param labels classes from 0, [rows]
 * @param most the number of pairs to return; equal counts are in the order of their classes
 * @example confusions(labels, predictions, 5)[0] // { actual: 6, predicted: 0, count: 121, rows: [4713, …] }
 */
export function confusions(labels: ArrayLike<number>, predictions: Predictions, most: number): Confusion[] {
  const { data, rows, width } = predictions;
  const predicted = predictedClasses(predictions);
  const pairs = new Map<number, Confusion>();
  for (let row = 0; row < rows; row++) {
    if (predicted[row] === labels[row]) continue;
    const key = labels[row] * width + predicted[row];
    const pair = pairs.get(key) ?? { actual: labels[row], predicted: predicted[row], count: 0, rows: [] };
    pair.count++;
    pair.rows.push(row);
    pairs.set(key, pair);
  }
  const confidence = (row: number): number => data[row * width + predicted[row]];
  const top = [...pairs]
    .sort(([key, a], [otherKey, b]) => b.count - a.count || key - otherKey)
    .slice(0, most)
    .map(([, pair]) => pair);
  for (const pair of top) pair.rows.sort((a, b) => confidence(b) - confidence(a) || a - b);
  return top;
}
