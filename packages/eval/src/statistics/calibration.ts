import { checkBinary, checkCount, checkSameLength, checkShare } from './check';

/** Rows whose probability is above `low` and at most `high`; the first bin also holds 0. */
export interface CalibrationBin {
  low: number;
  high: number;
  rows: number;
  /** Null for a bin without rows. */
  meanProbability: number | null;
  /** Share of rows of label 1; null for a bin without rows. */
  sharePositive: number | null;
}

export interface Calibration {
  /** From 0 to 1: the distance of a bin's mean probability from its share of label 1, weighted by rows. */
  expectedError: number;
  /** From 0 to 1: mean squared difference of probability and label. */
  brier: number;
  bins: CalibrationBin[];
}

/**
 * How well probabilities match frequencies: the expected calibration error over bins of equal width (Naeini, Cooper and
 * Hauskrecht 2015), the Brier score (1950), as scikit-learn's `brier_score_loss`, and the bins, which are those of its
 * `calibration_curve(strategy='uniform')` where they have rows.
 *
 * @param labels [rows] 0 or 1, `probabilities` [rows] of label 1
 * @throws RangeError for different lengths, no rows, other labels, a probability outside [0, 1], or no bins
 */
export function calibration(labels: ArrayLike<number>, probabilities: ArrayLike<number>, bins = 10): Calibration {
  checkSameLength('labels and probabilities', labels, probabilities);
  checkBinary('labels', labels);
  checkCount('bins', bins, 1);
  // The edges of numpy's linspace, to the bit: 3 * 0.1 lies above 0.3, and quantized probabilities lie on edges.
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? 1 : i * (1 / bins)));
  const rows = new Uint32Array(bins);
  const positives = new Uint32Array(bins);
  const sums = new Float64Array(bins);
  let squares = 0;
  for (let i = 0; i < labels.length; i++) {
    const p = probabilities[i];
    checkShare(`probabilities at ${i}`, p);
    const at = binOf(p, edges);
    rows[at]++;
    positives[at] += labels[i];
    sums[at] += p;
    squares += (p - labels[i]) ** 2;
  }
  return {
    expectedError: sums.reduce((gap, sum, k) => gap + Math.abs(sum - positives[k]), 0) / labels.length,
    brier: squares / labels.length,
    bins: Array.from(rows, (count, k) => ({
      low: edges[k],
      high: edges[k + 1],
      rows: count,
      meanProbability: count === 0 ? null : sums[k] / count,
      sharePositive: count === 0 ? null : positives[k] / count,
    })),
  };
}

/** The first bin whose upper edge is not below `p`; the computed index may be off by a rounding error. */
function binOf(p: number, edges: Float64Array): number {
  const last = edges.length - 2;
  let at = Math.min(Math.floor(p * (last + 1)), last);
  while (at > 0 && p <= edges[at]) at--;
  while (at < last && p > edges[at + 1]) at++;
  return at;
}
