import { checkBinary, checkFinite, checkSameLength } from './check';

export interface OperatingPoints {
  positives: number;
  negatives: number;
  /** [thresholds] rows with label 1 whose score is at the threshold or above; thresholds fall, one a distinct score. */
  truePositives: Uint32Array;
  /** [thresholds] the same of label 0. */
  falsePositives: Uint32Array;
}

/**
 * What each threshold lets through, as scikit-learn's `confusion_matrix_at_thresholds`: rows of equal scores pass
 * together, so their order does not matter.
 *
 * @param labels [rows] 0 or 1, `scores` [rows] higher where 1 is likelier
 * @throws RangeError when lengths differ, without rows, of other labels, or of a score that is not finite
 */
export function operatingPoints(labels: ArrayLike<number>, scores: ArrayLike<number>): OperatingPoints {
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

/** @throws RangeError when all rows are of one label */
export function checkBothLabels({ positives, negatives }: OperatingPoints): void {
  if (positives === 0 || negatives === 0) {
    throw new RangeError(`labels: expected rows of 0 and of 1, found ${negatives} and ${positives}`);
  }
}
