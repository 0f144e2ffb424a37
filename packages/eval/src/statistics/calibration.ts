import { checkBinary, checkSameLength, checkShare } from './check';

const BINS = 10;
/** Edges of the bins as numpy's linspace has them, to the bit: 3 * 0.1 lies above 0.3, and quantized probabilities lie on edges. */
const EDGES = Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? 1 : i * (1 / BINS)));

/**
 * How well probabilities match frequencies. The expected calibration error (Naeini, Cooper and Hauskrecht 2015) is the
 * distance of a bin's mean probability from its share of label 1, weighted by rows, over the ten bins of scikit-learn's
 * `calibration_curve(n_bins=10, strategy='uniform')`. The Brier score (1950) is the mean squared difference of probability
 * and label, as its `brier_score_loss`.
 *
 * @param labels [rows] 0 or 1, `probabilities` [rows] of label 1
 * @returns both from 0 to 1
 * @throws RangeError for different lengths, no rows, other labels, or a probability outside [0, 1]
 */
export function calibration(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): { expectedError: number; brier: number } {
  checkSameLength('labels and probabilities', labels, probabilities);
  checkBinary('labels', labels);
  const positives = new Uint32Array(BINS);
  const sums = new Float64Array(BINS);
  let squares = 0;
  for (let i = 0; i < labels.length; i++) {
    const p = probabilities[i];
    checkShare(`probabilities at ${i}`, p);
    // A bin holds its upper edge, and the first one 0.
    const bin = Math.max(0, EDGES.findIndex((edge) => p <= edge) - 1);
    positives[bin] += labels[i];
    sums[bin] += p;
    squares += (p - labels[i]) ** 2;
  }
  return {
    expectedError: sums.reduce((gap, sum, bin) => gap + Math.abs(sum - positives[bin]), 0) / labels.length,
    brier: squares / labels.length,
  };
}
