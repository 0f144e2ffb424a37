import { mean } from '../../metrics';
import { PROTOCOL } from '../../protocol';
import { meanInterval, nearestNeighbour, predictionInterval } from '../../statistics';
import type { Judged } from '../verdict';
import type { Distribution } from './decide-number';

/** Mean absolute difference of two curves over the epochs that both have. */
export function curveDistance(a: readonly number[], b: readonly number[]): number {
  const epochs = Math.min(a.length, b.length);
  return mean(Array.from({ length: epochs }, (_, i) => Math.abs(a[i] - b[i])));
}

/** The margin at each epoch: how much the printed curve moves there, at least `least`. */
export const curveMargins = (printed: readonly number[], least: number): number[] =>
  printed.map((value, i) => Math.max(least, Math.abs(value - printed[i === 0 ? 1 : i - 1])));

/** By the simultaneous band of one more run, and equivalence at each epoch. */
function judgeByBand(
  curves: readonly (readonly number[])[],
  printed: readonly number[],
  margins: readonly number[],
): Omit<Judged, 'id'> {
  const epochs = printed.length;
  let [possibleAt, equivalentAt, failed] = [0, 0, 0];
  printed.forEach((x, epoch) => {
    const values = curves.map((curve) => curve[epoch]);
    const oneMore = predictionInterval(values, 1 - PROTOCOL.design.level / epochs);
    const possible = oneMore.low <= x && x <= oneMore.high;
    const { low, high } = meanInterval(values, 1 - 2 * PROTOCOL.design.level);
    const margin = margins[epoch];
    if (possible) possibleAt++;
    if (low >= x - margin && high <= x + margin) equivalentAt++;
    if (!possible && (low > x + margin || high < x - margin)) failed++;
  });
  const verdict =
    possibleAt === epochs
      ? equivalentAt === epochs
        ? 'reproduced'
        : 'compatible with seed spread'
      : failed > 0
        ? 'not reproduced'
        : 'undecided';
  return {
    verdict,
    falseRate: PROTOCOL.design.level,
    note: `in the band ${possibleAt}/${epochs}, equivalent ${equivalentAt}/${epochs}`,
  };
}

/** By the distance to the nearest other curve. */
function judgeByNearest(
  curves: readonly (readonly number[])[],
  printed: readonly number[],
  margins: readonly number[],
): Omit<Judged, 'id'> {
  const all = [printed, ...curves];
  const { distances, outlying } = nearestNeighbour(all.length, (a, b) => curveDistance(all[a], all[b]));
  const rank = distances.filter((distance) => distance >= distances[0]).length;
  const verdict = !outlying
    ? 'compatible with seed spread'
    : distances[0] > mean(margins)
      ? 'not reproduced'
      : 'undecided';
  return {
    verdict,
    falseRate: 1 / all.length,
    value: distances[0],
    note: `distance to the nearest seed; ${rank} of ${all.length} curves are as far from theirs`,
  };
}

/**
 * Judges a printed curve.
 * @param curves ours, one a seed @param least the margin of the last value
 */
export const judgeCurve = (
  curves: readonly (readonly number[])[],
  printed: readonly number[],
  least: number,
  distribution: Distribution,
): Omit<Judged, 'id'> =>
  (distribution === 'normal' ? judgeByBand : judgeByNearest)(curves, printed, curveMargins(printed, least));
