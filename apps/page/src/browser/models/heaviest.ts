import type { Verdict } from '@reprise/text/verdict';

/**
 * Indices of the weights that speak for a class, heaviest first; of equal ones the first.
 * @param weights positive for malicious, negative for benign
 * @example heaviest([0.5, -2, 0, 1], 'malicious', 2) // [3, 0]
 */
export function heaviest(weights: readonly number[], towards: Verdict['verdict'], count: number): number[] {
  const sign = towards === 'malicious' ? 1 : -1;
  return [...weights.keys()]
    .filter((i) => weights[i] * sign > 0)
    .sort((a, b) => (weights[b] - weights[a]) * sign)
    .slice(0, count);
}
