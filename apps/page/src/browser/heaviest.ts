/**
 * The places of the largest weights, by size whatever their sign; of equal ones the first comes first. A weight of 0 is
 * none.
 * @example heaviest([0.5, -2, 0, 1], 2) // [1, 3]
 */
export const heaviest = (weights: readonly number[], count: number): number[] =>
  [...weights.keys()]
    .filter((i) => weights[i] !== 0)
    .sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]))
    .slice(0, count);
