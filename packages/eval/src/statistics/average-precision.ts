import { operatingPoints } from './operating-points';

/**
 * Average precision, from 0 to 1, as scikit-learn's `average_precision_score`: the precision at each threshold,
 * weighted by the recall that it adds. It is the area under the precision-recall curve in steps, without interpolation.
 *
 * @param labels [rows] 0 or 1, `scores` [rows] higher where 1 is likelier, of any scale
 * @throws RangeError when lengths differ, of other labels, of a score that is not finite, or without a row of label 1
 * (scikit-learn warns and says 0)
 * @example averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.8333…
 */
export function averagePrecision(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { truePositives, falsePositives, positives } = operatingPoints(labels, scores);
  if (positives === 0) throw new RangeError('labels: expected a row of 1 or more, found none');
  let sum = 0;
  for (let k = 0, before = 0; k < truePositives.length; k++) {
    const hits = truePositives[k];
    sum += (hits - before) * (hits / (hits + falsePositives[k]));
    before = hits;
  }
  return sum / positives;
}
