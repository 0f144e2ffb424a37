import binomialCdf = require('@stdlib/stats-base-dists-binomial-cdf');
import { median } from '../../metrics/mean';
import { checkFinite } from '../check';
import type { Effect } from './effect';

const LEVEL = 0.05;
const ascending = (values: ArrayLike<number>): number[] => Array.from(values).sort((a, b) => a - b);

const knownRanks = new Map<number, number>();

/**
 * Values that two one-sided sign tests of the median leave out at each end, 5 % each: the tests are an interval from
 * `sorted[rank]` to `sorted[n - 1 - rank]`. @example oneSidedRank(10) // 1, from the second to the ninth
 */
export function oneSidedRank(n: number): number {
  let rank = knownRanks.get(n);
  if (rank === undefined) {
    rank = 0;
    while (binomialCdf(rank + 1, n, 0.5) <= LEVEL) rank++;
    knownRanks.set(n, rank);
  }
  return rank;
}

/**
 * The median with the interval between two values of the sample and the sign test against a bound (Conover 1999, "Practical
 * Nonparametric Statistics", 3.2 and 3.4): valid for every distribution. Of ten values the interval is from the second to the
 * ninth, 97.9 %. p is that of scipy's `binomtest`; values at the bound are left out.
 *
 * @throws RangeError for fewer than six values, which allow no interval of 95 %
 */
export function testMedian(values: ArrayLike<number>, bound: number): Effect {
  checkFinite('values', values, 6);
  const sorted = ascending(values);
  const n = sorted.length;
  let outside = 0;
  while (2 * binomialCdf(outside, n, 0.5) <= LEVEL) outside++;
  const above = sorted.filter((value) => value > bound).length;
  const below = sorted.filter((value) => value < bound).length;
  const p = above + below === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(above, below), above + below, 0.5));
  return {
    estimate: median(sorted),
    low: sorted[outside - 1],
    high: sorted[n - outside],
    log10P: Math.log10(p),
  };
}

/** Number of ways to choose `m` of the whole numbers `ranks` by their sum. */
function sums(ranks: readonly number[], m: number): Float64Array {
  const most = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
  ways[0][0] = 1;
  for (const rank of ranks)
    for (let chosen = m; chosen > 0; chosen--)
      for (let sum = most; sum >= rank; sum--) ways[chosen][sum] += ways[chosen - 1][sum - rank];
  return ways[m];
}

/** P(X <= k) of a variable with these numbers of ways, and P(X >= k). */
function tails(ways: Float64Array, k: number): [number, number] {
  let [below, above, all] = [0, 0, 0];
  ways.forEach((count, sum) => {
    all += count;
    if (sum <= k) below += count;
    if (sum >= k) above += count;
  });
  return [below / all, above / all];
}

const knownDifferences = new Map<string, number>();

/** Differences beyond each end of the interval of a shift, from the distribution without ties: R's `qwilcox(0.025, m, n)`. */
function differencesOutside(m: number, n: number): number {
  const key = `${m},${n}`;
  let outside = knownDifferences.get(key);
  if (outside === undefined) {
    const ranks = Array.from({ length: m + n }, (_, i) => i + 1);
    const ways = sums(ranks, m);
    const least = (m * (m + 1)) / 2;
    outside = 0;
    while (tails(ways, least + outside)[0] < LEVEL / 2) outside++;
    outside = Math.max(1, outside);
    knownDifferences.set(key, outside);
  }
  return outside;
}

/**
 * The shift between two groups (Hodges and Lehmann 1963) with the exact interval and test of Mann and Whitney, as R's
 * `wilcox.test(exact = TRUE, conf.int = TRUE)`: the first minus the second. The test counts all divisions of the values
 * with their midranks, so that it is exact with ties; the interval is that without ties.
 *
 * @throws RangeError for fewer than four values in a group
 */
export function testShift(valuesA: ArrayLike<number>, valuesB: ArrayLike<number>, bound = 0): Effect {
  checkFinite('valuesA', valuesA, 4);
  checkFinite('valuesB', valuesB, 4);
  const [a, b] = [Array.from(valuesA), Array.from(valuesB)];
  const differences = ascending(a.flatMap((x) => b.map((y) => x - y)));
  const outside = differencesOutside(a.length, b.length);

  const shifted = a.map((x) => x - bound);
  const pooled = ascending([...shifted, ...b]);
  // Twice the midrank, a whole number.
  const rank = (value: number): number => pooled.indexOf(value) + pooled.lastIndexOf(value) + 2;
  const ways = sums(pooled.map(rank), a.length);
  const [below, above] = tails(
    ways,
    shifted.reduce((sum, value) => sum + rank(value), 0),
  );
  return {
    estimate: median(differences),
    low: differences[outside - 1],
    high: differences[differences.length - outside],
    log10P: Math.log10(Math.min(1, 2 * Math.min(below, above))),
  };
}
