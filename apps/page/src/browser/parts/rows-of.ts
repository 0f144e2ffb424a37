/** Points closer than this part of the axis are drawn above each other. */
const APART = 0.09;

/** A row for each point, so that no two overlap: the lowest row whose last point is far enough away. */
export function rowsOf(places: readonly number[]): number[] {
  const rows = new Array<number>(places.length).fill(0);
  const ends: number[] = [];
  for (const i of [...places.keys()].sort((a, b) => places[a] - places[b])) {
    const free = ends.findIndex((end) => places[i] - end >= APART);
    rows[i] = free === -1 ? ends.length : free;
    ends[rows[i]] = places[i];
  }
  return rows;
}
