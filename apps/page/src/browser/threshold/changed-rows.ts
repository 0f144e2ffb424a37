/** A row of the test set that two thresholds put on different sides. */
export interface Changed {
  row: number;
  probability: number;
}

/**
 * The rows of a label that two thresholds put on different sides, those nearest to the second one first.
 * @param label 0 for benign, 1 for malicious
 */
export function changedRows(
  { labels, probabilities }: { labels: ArrayLike<number>; probabilities: Float32Array },
  label: 0 | 1,
  from: number,
  to: number,
): Changed[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return [...probabilities.entries()]
    .filter(([row, probability]) => labels[row] === label && probability > low && probability <= high)
    .map(([row, probability]) => ({ row, probability }))
    .sort((a, b) => Math.abs(a.probability - to) - Math.abs(b.probability - to));
}
