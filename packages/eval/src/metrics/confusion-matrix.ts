/**
 * Counts of rows: `matrix[actual][predicted]`, as scikit-learn's `confusion_matrix`.
 *
 * @param labels [rows] actual classes, `predicted` [rows] predicted ones, both from 0 to `classes` - 1
 * @example confusionMatrix([0, 1, 1], [0, 1, 0], 2) // [[1, 0], [1, 1]]
 */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) matrix[labels[i]][predicted[i]]++;
  return matrix;
}
