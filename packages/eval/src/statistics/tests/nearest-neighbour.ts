import { checkCount } from '../check';

/**
 * The distance of each of several things to its nearest other, and the rank of the first one's: a conformal test of whether
 * the first belongs to the others (Vovk, Gammerman and Shafer 2005). By chance its distance is the largest once in `things`.
 *
 * @param distance of two things, by their number
 * @throws RangeError for fewer than three things
 */
export function nearestNeighbour(
  things: number,
  distance: (a: number, b: number) => number,
): { distances: number[]; outlying: boolean } {
  checkCount('things', things, 3);
  const distances = Array.from({ length: things }, (_, a) => {
    const others = Array.from({ length: things }, (__, b) => (a === b ? Infinity : distance(a, b)));
    return Math.min(...others);
  });
  const [first, ...others] = distances;
  return { distances, outlying: first > Math.max(...others) };
}
