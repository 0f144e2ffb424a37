import { checkShare } from './check';
import { checkBothLabels, operatingPoints } from './operating-points';

/**
 * Highest recall, from 0 to 1, among thresholds whose false positive rate is `rate` or less: the highest `tpr` with
 * `fpr <= rate` of scikit-learn's `roc_curve(drop_intermediate=False)`. Nothing is interpolated; 0 where even the
 * highest score lets too much through.
 *
 * @param labels [rows] 0 or 1, `scores` [rows] higher where 1 is likelier, of any scale
 * @param rate share of the rows of label 0, from 0 to 1
 * @throws RangeError when lengths differ, of other labels, of a score that is not finite, when a label has no rows, or
 * for another rate
 * @example recallAtFalsePositiveRate([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 0.01) // 0.5
 */
export function recallAtFalsePositiveRate(labels: ArrayLike<number>, scores: ArrayLike<number>, rate: number): number {
  checkShare('rate', rate);
  const points = operatingPoints(labels, scores);
  checkBothLabels(points);
  let hits = 0;
  for (let k = 0; k < points.truePositives.length; k++) {
    if (points.falsePositives[k] / points.negatives <= rate) hits = points.truePositives[k];
  }
  return hits / points.positives;
}
