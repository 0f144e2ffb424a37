import { PROTOCOL } from '../../protocol';
import { hotelling, moments, nearestNeighbour } from '../../statistics';
import type { Judged } from '../verdict';
import type { Distribution } from './decide-number';

/** Each variable over its standard deviation in all points; those without spread are left out. */
function standardize(points: readonly (readonly number[])[]): number[][] {
  const spreads = points[0].map(
    (_, k) =>
      moments(
        'values',
        points.map((point) => point[k]),
      ).sd,
  );
  return points.map((point) => point.flatMap((value, k) => (spreads[k] > 0 ? [value / spreads[k]] : [])));
}

/** Whether a model can have printed these numbers. @param seeds ours, [n][numbers] */
export function together(
  seeds: readonly (readonly number[])[],
  printed: readonly number[],
  distribution: Distribution,
): { inside: boolean; note: string } {
  if (distribution === 'normal') {
    const p = hotelling(seeds, printed);
    return { inside: p >= PROTOCOL.design.level, note: `Hotelling’s T², p = ${p.toPrecision(2)}` };
  }
  const points = standardize([printed, ...seeds]);
  const apart = (a: number, b: number): number => Math.hypot(...points[a].map((value, k) => value - points[b][k]));
  const { distances, outlying } = nearestNeighbour(points.length, apart);
  const rank = distances.filter((distance) => distance >= distances[0]).length;
  return { inside: !outlying, note: `${rank} of ${points.length} are as far from their nearest other` };
}

/** Judges all printed numbers of a model together. */
export function judgeTogether(
  seeds: readonly (readonly number[])[],
  printed: readonly number[],
  distribution: Distribution,
): Omit<Judged, 'id'> {
  const { inside, note } = together(seeds, printed, distribution);
  return {
    verdict: inside ? 'compatible with seed spread' : 'not reproduced',
    falseRate: distribution === 'normal' ? PROTOCOL.design.level : 1 / (seeds.length + 1),
    note,
  };
}
