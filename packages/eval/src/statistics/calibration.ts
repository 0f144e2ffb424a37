import { checkBinary, checkCount, checkSameLength, checkShare } from './check';

/** Rows whose probability is above `low` and `high` at most; the first bin holds 0 too. */
export interface CalibrationBin {
  low: number;
  high: number;
  rows: number;
  /** Null of a bin without rows. */
  meanProbability: number | null;
  /** Share of rows of label 1; null of a bin without rows. */
  sharePositive: number | null;
}

export interface Calibration {
  /** From 0 to 1: how far the mean probability of a bin is from its share of label 1, weighted by rows. */
  expectedError: number;
  /** From 0 to 1: mean square of probability less label. */
  brier: number;
  bins: CalibrationBin[];
}

/**
 * How far probabilities are from shares: the expected calibration error over bins of equal width (Naeini, Cooper and
 * Hauskrecht 2015), the Brier score (1950), as scikit-learn's `brier_score_loss`, and the bins, as its
 * `calibration_curve(strategy='uniform')` has them where they have rows.
 *
 * @param labels [rows] 0 or 1, `probabilities` [rows] of label 1
 * @param bins how many
 * @throws RangeError when lengths differ, without rows, of other labels, of a probability outside [0, 1], or without
 * bins
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

/** The first bin whose upper edge is not below `p`; the reckoned place may be a rounding off. */
function binOf(p: number, edges: Float64Array): number {
  const last = edges.length - 2;
  let at = Math.min(Math.floor(p * (last + 1)), last);
  while (at > 0 && p <= edges[at]) at--;
  while (at < last && p > edges[at + 1]) at++;
  return at;
}
