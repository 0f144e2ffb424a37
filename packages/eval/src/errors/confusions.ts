import { type Predictions, predictedClasses } from '../metrics';

/** Rows of one class that were given another. */
export interface Confusion {
  actual: number;
  predicted: number;
  count: number;
  /** The rows, the one that the model is surest of first. */
  rows: number[];
}

/**
 * The pairs of classes that a classifier confuses most often, each in one direction.
 *
 * @param labels classes from 0, [rows]
 * @param most so many pairs at most; equal counts stand in the order of their classes
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
  const sureness = (row: number): number => data[row * width + predicted[row]];
  const found = [...pairs]
    .sort(([key, a], [otherKey, b]) => b.count - a.count || key - otherKey)
    .slice(0, most)
    .map(([, pair]) => pair);
  for (const pair of found) pair.rows.sort((a, b) => sureness(b) - sureness(a) || a - b);
  return found;
}
