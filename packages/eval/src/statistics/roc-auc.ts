import { checkBothLabels, operatingPoints } from './operating-points';

/**
 * Area under the ROC curve, from 0 to 1, as scikit-learn's `roc_auc_score`: the probability that a row of label 1
 * scores above one of label 0, ties counted half (Mann and Whitney 1947).
 *
 * @param labels [rows] 0 or 1, `scores` [rows] higher where 1 is likelier, of any scale
 * @throws RangeError when lengths differ, of other labels, of a score that is not finite, or when a label has no rows
 * @example rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.4, 0.8]) // 0.875
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  const points = operatingPoints(labels, scores);
  checkBothLabels(points);
  const { truePositives, falsePositives, positives, negatives } = points;
  // Whole numbers, so exact up to 2^53.
  let twice = 0;
  for (let k = 0, hits = 0, alarms = 0; k < truePositives.length; k++) {
    twice += (falsePositives[k] - alarms) * (truePositives[k] + hits);
    hits = truePositives[k];
    alarms = falsePositives[k];
  }
  return twice / 2 / (positives * negatives);
}
