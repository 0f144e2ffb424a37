import { accuracy, classScores, confusionMatrix, predictedClasses } from '@reprise/eval/classification';
import { operatingPoints } from '@reprise/eval/ranking';
import { THRESHOLDS } from '../../thresholds';

/** What a URL model's predictions are worth at a threshold. */
export interface OperatingPoint {
  /** Rows, `matrix[actual][predicted]`: 0 is benign, 1 malicious. */
  matrix: number[][];
  accuracy: number;
  /** Null when nothing is called malicious. */
  precision: number | null;
  /** Null without malicious rows. */
  recall: number | null;
  /** Benign rows called malicious, of a thousand. */
  falseAlarms: number;
}

/**
 * Calls each row malicious whose probability is above the threshold.
 * @param labels 0 benign, 1 malicious
 * @example operatingPoint([0, 0, 1, 1], Float32Array.of(0.1, 0.4, 0.35, 0.8), 0.3).falseAlarms // 500
 */
export function operatingPoint(
  labels: ArrayLike<number>,
  probabilities: Float32Array,
  threshold: number,
): OperatingPoint {
  const predicted = predictedClasses({ data: probabilities, rows: labels.length, width: 1 }, threshold);
  const matrix = confusionMatrix(labels, predicted, 2);
  const [[passed, alarms]] = matrix;
  const [, { precision, recall }] = classScores(matrix);
  return {
    ...{ matrix, precision, recall },
    accuracy: accuracy(labels, predicted),
    falseAlarms: (1000 * alarms) / (passed + alarms),
  };
}

/**
 * The corners of the precision-recall curve, recall rising. Where only false alarms are added, precision falls at equal recall:
 * there the curve has the first and the last point.
 */
export function precisionRecall(
  labels: ArrayLike<number>,
  probabilities: Float32Array,
): { recall: number; precision: number }[] {
  const { truePositives: hits, falsePositives: alarms, positives } = operatingPoints(labels, probabilities);
  return [...hits.keys()]
    .filter((k) => hits[k] > 0 && (hits[k] !== hits[k - 1] || hits[k] !== hits[k + 1]))
    .map((k) => ({ recall: hits[k] / positives, precision: hits[k] / (hits[k] + alarms[k]) }));
}

/** The offered threshold that is nearest to an address's; 0.5 for another text. @example nearestThreshold('0.31') // 0.3 */
export function nearestThreshold(text: string): number {
  const distance = (threshold: number): number => Math.abs(threshold - Number.parseFloat(text));
  return THRESHOLDS.reduce((best, next) => (distance(next) < distance(best) ? next : best), 0.5);
}
