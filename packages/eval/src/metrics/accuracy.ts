/**
 * Share of rows whose predicted class is the label, from 0 to 1; NaN of no rows.
 *
 * @example accuracy([0, 1, 1], [0, 1, 0]) // 0.6666666666666666
 */
export function accuracy(labels: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === predicted[i]) right++;
  return right / labels.length;
}
