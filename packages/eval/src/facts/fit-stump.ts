/** A decision tree of depth 1: one threshold on one number. */
export interface Stump {
  /** Halfway between two observed values. */
  threshold: number;
  /** The side of the threshold that is malicious; a value equal to it counts as below. */
  direction: 'above' | 'below';
  /** Mean of recall and of 1 - false positive rate, on the rows that it was fitted on; 0.5 is chance. */
  balancedAccuracy: number;
}

/**
 * The threshold with the highest balanced accuracy, in which both classes have the same weight; the lowest of equal ones.
 * It is a decision tree of depth 1 with balanced class weights, except for the criterion.
 *
 * @param values [rows] finite numbers
 * @param labels [rows] 1 or 0, both of them present
 * @returns null when all values are equal
 */
export function fitStump(values: Float64Array, labels: Uint8Array): Stump | null {
  const n = values.length;
  const ones = labels.reduce((sum, label) => sum + label, 0);
  const order = new Uint32Array(n).map((_, i) => i).sort((a, b) => values[a] - values[b]);
  let best: Stump | null = null;
  let below = 0; // malicious rows up to here
  for (let i = 0; i + 1 < n; i++) {
    below += labels[order[i]];
    const [value, next] = [values[order[i]], values[order[i + 1]]];
    if (value === next) continue;
    const ifBelow = (below / ones + 1 - (i + 1 - below) / (n - ones)) / 2;
    const balancedAccuracy = Math.max(ifBelow, 1 - ifBelow);
    if (best === null || balancedAccuracy > best.balancedAccuracy)
      best = { threshold: (value + next) / 2, direction: ifBelow >= 0.5 ? 'below' : 'above', balancedAccuracy };
  }
  return best;
}
