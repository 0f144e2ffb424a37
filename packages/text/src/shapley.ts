/**
 * Exact Shapley values (Shapley 1953): each player's mean contribution over all orders in which the players can join.
 * @param values a value for each of the 2^n sets of players; bit `i` of the index says whether player `i` is in the set
 * @returns [n]; they sum to the value of all players less that of none, up to rounding in double precision
 * @example shapley([0, 1, 2, 7]) // [3, 4]: alone 1 and 2, and half of the 4 more that both together bring
 */
export function shapley(values: ArrayLike<number>): number[] {
  const players = Math.log2(values.length);
  // size! (players - size - 1)! / players!: the share of the orders in which exactly these players come before
  const share = [1 / players];
  for (let size = 1; size < players; size++) share[size] = (share[size - 1] * size) / (players - size);
  return Array.from({ length: players }, (_, player) => {
    const bit = 1 << player;
    let sum = 0;
    for (let set = 0; set < values.length; set++)
      if ((set & bit) === 0) sum += share[sizeOf(set)] * (values[set | bit] - values[set]);
    return sum;
  });
}

/** The number of players in a set. */
function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) size++;
  return size;
}
