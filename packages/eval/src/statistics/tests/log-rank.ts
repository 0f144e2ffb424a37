import { mt19937 } from '@reprise/data';
import { checkCount } from '../check';

/** How long something lasted, and whether it ended then or was only watched until then. */
export interface Duration {
  time: number;
  ended: boolean;
}

/** The log-rank score of each duration: 1 if it ended, less Nelson and Aalen's cumulated hazard until then. */
function scores(durations: readonly Duration[]): number[] {
  const ends = [...new Set(durations.flatMap(({ time, ended }) => (ended ? [time] : [])))];
  const hazards = ends.map((end) => ({
    end,
    hazard:
      durations.filter(({ time, ended }) => ended && time === end).length /
      durations.filter(({ time }) => time >= end).length,
  }));
  return durations.map(({ time, ended }) => {
    const until = hazards.filter(({ end }) => end <= time);
    return Number(ended) - until.reduce((sum, { hazard }) => sum + hazard, 0);
  });
}

/** Observed less expected ends of the first `n` durations. */
const scoreOf = (all: readonly number[], n: number): number => all.slice(0, n).reduce((sum, score) => sum + score, 0);

/** Every sum of `m` of the values. */
function sumsOf(values: readonly number[], m: number): number[] {
  const sums: number[] = [];
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) return void sums.push(sum);
    for (let i = from; i <= values.length - left; i++) choose(i + 1, left - 1, sum + values[i]);
  };
  choose(0, m, 0);
  return sums;
}

/** Sums that should be equal differ in their last bits. */
const EQUAL = 1e-9;

/**
 * The exact permutation test of log-rank scores (Peto and Peto 1972) for two groups of durations, some censored: as R's
 * `coin::logrank_test(distribution = "exact")`, or scipy's `permutation_test` of the same statistic, over all divisions.
 *
 * @returns the score, positive if the first group lasts longer than expected, and the common logarithm of its two-sided p
 * @throws RangeError for an empty group, or more than 22 durations, which have too many divisions
 */
export function logRank(a: readonly Duration[], b: readonly Duration[]): { score: number; log10P: number } {
  checkCount('durations of a', a.length, 1);
  checkCount('durations of b', b.length, 1);
  if (a.length + b.length > 22) throw new RangeError(`expected at most 22 durations, found ${a.length + b.length}`);
  const all = scores([...a, ...b]);
  const found = scoreOf(all, a.length);
  const sums = sumsOf(all, a.length);
  const below = sums.filter((sum) => sum <= found + EQUAL).length;
  const above = sums.filter((sum) => sum >= found - EQUAL).length;
  return { score: -found, log10P: Math.log10(Math.min(1, (2 * Math.min(below, above)) / sums.length)) };
}

const DRAWS = 1000;
/** The two-sided 5 % point of the normal distribution. */
const CRITICAL = 1.959963984540054;

/**
 * The chance that the log-rank test of 5 % finds a shift, by its normal approximation: two groups are drawn from the one found,
 * the first shifted and censored again.
 *
 * @param most time after which nothing is watched
 */
export function logRankPower(group: readonly Duration[], effect: number, most: number): number {
  const next = mt19937(1);
  const draw = (by: number): Duration[] =>
    group.map(() => {
      const { time, ended } = group[Math.floor((next() / 2 ** 32) * group.length)];
      return time + by >= most ? { time: most, ended: ended && time + by === most } : { time: time + by, ended };
    });
  let found = 0;
  for (let i = 0; i < DRAWS; i++) {
    const all = scores([...draw(effect), ...draw(0)]);
    const [m, n] = [group.length, all.length];
    const squares = all.reduce((sum, score) => sum + score ** 2, 0);
    const error = Math.sqrt((m * (n - m) * squares) / (n * (n - 1)));
    if (Math.abs(scoreOf(all, m)) > CRITICAL * error) found++;
  }
  return found / DRAWS;
}
