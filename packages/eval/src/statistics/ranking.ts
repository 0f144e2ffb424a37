import { checkBinary, checkFinite, checkSameLength, checkShare } from './check';

// Metrics of scores. `labels` [rows] are 0 or 1; `scores` [rows], of any scale, are higher where 1 is likelier. All throw
// a RangeError for different lengths, no rows, other labels or a score that is not finite.

/**
 * The rows of each label that are scored at or above each threshold, as scikit-learn's `confusion_matrix_at_thresholds`;
 * thresholds fall, one per distinct score. Rows of equal scores count together, so their order does not matter.
 */
export function operatingPoints(labels: ArrayLike<number>, scores: ArrayLike<number>) {
  checkSameLength('labels and scores', labels, scores);
  checkBinary('labels', labels);
  checkFinite('scores', scores);
  const rows = labels.length;
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const truePositives = new Uint32Array(rows);
  const falsePositives = new Uint32Array(rows);
  let positives = 0;
  let thresholds = 0;
  for (let i = 0; i < rows; i++) {
    positives += labels[order[i]];
    if (i + 1 < rows && scores[order[i]] === scores[order[i + 1]]) continue;
    truePositives[thresholds] = positives;
    falsePositives[thresholds++] = i + 1 - positives;
  }
  return {
    positives,
    negatives: rows - positives,
    truePositives: truePositives.subarray(0, thresholds),
    falsePositives: falsePositives.subarray(0, thresholds),
  };
}

function checkBothLabels({ positives, negatives }: ReturnType<typeof operatingPoints>): void {
  if (positives === 0 || negatives === 0)
    throw new RangeError(`labels: expected rows of both 0 and 1, found ${negatives} and ${positives}`);
}

/**
 * Average precision, from 0 to 1, as scikit-learn's `average_precision_score`: the precision at each threshold, weighted
 * by the recall that it adds. It is the area under the precision-recall curve in steps, without interpolation.
 *
 * @throws RangeError without a row of label 1 (scikit-learn warns and returns 0)
 * @example averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.8333…
 */
export function averagePrecision(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { truePositives, falsePositives, positives } = operatingPoints(labels, scores);
  if (positives === 0) throw new RangeError('labels: expected at least one row of 1, found none');
  let sum = 0;
  for (let k = 0, before = 0; k < truePositives.length; k++) {
    const hits = truePositives[k];
    sum += (hits - before) * (hits / (hits + falsePositives[k]));
    before = hits;
  }
  return sum / positives;
}

/**
 * Highest recall, from 0 to 1, among thresholds whose false positive rate is at most `rate`: the highest `tpr` with
 * `fpr <= rate` of scikit-learn's `roc_curve(drop_intermediate=False)`. Nothing is interpolated; 0 when no threshold has
 * so low a rate.
 *
 * @param rate share of the rows of label 0, from 0 to 1
 * @throws RangeError when a label has no rows, or for another rate
 * @example recallAtFalsePositiveRate([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 0.01) // 0.5
 */
export function recallAtFalsePositiveRate(labels: ArrayLike<number>, scores: ArrayLike<number>, rate: number): number {
  checkShare('rate', rate);
  const points = operatingPoints(labels, scores);
  checkBothLabels(points);
  let hits = 0;
  points.falsePositives.forEach((alarms, k) => {
    if (alarms / points.negatives <= rate) hits = points.truePositives[k];
  });
  return hits / points.positives;
}
