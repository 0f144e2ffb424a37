/** Where an item lies, in any unit. */
export interface Spot {
  left: number;
  top: number;
}

/**
 * The item that a key leads to in a grid whose rows break where there is room: arrows, Home and End.
 * @param spots of the items, row by row
 * @returns undefined where the key leads nowhere, or is none of these
 * @example neighbour([{ left: 0, top: 0 }, { left: 9, top: 0 }, { left: 0, top: 9 }], 0, 'ArrowDown') // 2
 */
export function neighbour(spots: readonly Spot[], current: number, key: string): number | undefined {
  const { left, top } = spots[current];
  const inColumn = [...spots.keys()].filter((i) => spots[i].left === left);
  const to = {
    ArrowLeft: current - 1,
    ArrowRight: current + 1,
    ArrowUp: inColumn.findLast((i) => spots[i].top < top),
    ArrowDown: inColumn.find((i) => spots[i].top > top),
    Home: 0,
    End: spots.length - 1,
  }[key];
  return to === undefined || spots[to] === undefined || to === current ? undefined : to;
}
