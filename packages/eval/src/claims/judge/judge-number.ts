import { mt19937 } from '@reprise/data';
import { median } from '../../metrics';
import { PROTOCOL } from '../../protocol';
import { type Interval, meanInterval, oneSidedRank, predictionInterval } from '../../statistics';
import type { Judged, Verdict } from '../verdict';

/** How the seeds of a number are taken to be distributed: URL models stop early, so nothing is assumed. */
export type Distribution = 'normal' | 'any';

interface Answers {
  /** The interval that decides equivalence. */
  interval: Interval;
  /** Where one more run lies. */
  oneMore: Interval;
  /** The centre of the seeds. */
  centre: number;
}

function answers(sorted: readonly number[], distribution: Distribution): Answers {
  if (distribution === 'normal') {
    const { mean } = meanInterval(sorted);
    // Two one-sided tests of 5 % are an interval of 90 %.
    const interval = meanInterval(sorted, 1 - 2 * PROTOCOL.design.level);
    return { centre: mean, interval, oneMore: predictionInterval(sorted) };
  }
  const n = sorted.length;
  const outside = oneSidedRank(n);
  return {
    centre: median(sorted),
    interval: { low: sorted[outside], high: sorted[n - 1 - outside] },
    oneMore: { low: sorted[0], high: sorted[n - 1] },
  };
}

const within = (x: number, { low, high }: Interval): boolean => low <= x && x <= high;

/** The rule of docs/protocol.md for printed numbers. @param sorted the seeds, ascending @param x the printed number */
function decide(
  sorted: readonly number[],
  x: number,
  margin: number,
  { interval, oneMore }: Answers,
): Verdict | 'outside the spread' {
  const equivalent = interval.low >= x - margin && interval.high <= x + margin;
  const outside = interval.low > x + margin || interval.high < x - margin;
  const onOneSide = sorted[0] > x + margin || (sorted.at(-1) as number) < x - margin;
  const possible = within(x, oneMore);
  if (onOneSide || (outside && !possible)) return 'not reproduced';
  if (possible) return equivalent ? 'reproduced' : 'compatible with seed spread';
  return equivalent ? 'outside the spread' : 'undecided';
}

/** Normally distributed numbers, by Box and Muller 1958. */
function normals(seed: number): () => number {
  const next = mt19937(seed);
  const uniform = (): number => (next() + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const DRAWS = 2000;

/**
 * How often one more run of the same model is called "not reproduced", by simulation of normal seeds.
 * @param margin in standard deviations of the seeds
 */
export function falseRate(margin: number, n: number, distribution: Distribution): number {
  const draw = normals(1);
  let wrong = 0;
  for (let i = 0; i < DRAWS; i++) {
    const sorted = Array.from({ length: n }, draw).sort((a, b) => a - b);
    if (decide(sorted, draw(), margin, answers(sorted, distribution)) === 'not reproduced') wrong++;
  }
  return wrong / DRAWS;
}

const SIZES = [20, 50, 100, 200, 500, 1000];
const RESAMPLES = 1000;

/** The least number of seeds at which half of the resamples decide; null if none of {@link SIZES} does. */
function seedsNeeded(seeds: readonly number[], x: number, margin: number, distribution: Distribution): number | null {
  const next = mt19937(1);
  const decided = (n: number): boolean => {
    let count = 0;
    for (let i = 0; i < RESAMPLES; i++) {
      const sorted = Array.from({ length: n }, () => seeds[Math.floor((next() / 2 ** 32) * seeds.length)]).sort(
        (a, b) => a - b,
      );
      if (!['undecided', 'outside the spread'].includes(decide(sorted, x, margin, answers(sorted, distribution))))
        count++;
    }
    return 2 * count >= RESAMPLES;
  };
  return SIZES.find(decided) ?? null;
}

/** Judges a printed number. @param seeds ours, at least six */
export function judgeNumber(
  seeds: readonly number[],
  x: number,
  margin: number,
  distribution: Distribution,
): Omit<Judged, 'id'> {
  const sorted = seeds.toSorted((a, b) => a - b);
  const found = answers(sorted, distribution);
  const verdict = decide(sorted, x, margin, found);
  const { sd } = meanInterval(seeds);
  return {
    verdict: verdict === 'outside the spread' ? 'undecided' : verdict,
    value: found.centre,
    seeds: [...seeds],
    interval: { low: found.interval.low, high: found.interval.high },
    oneMore: { low: found.oneMore.low, high: found.oneMore.high },
    falseRate: sd === 0 ? 0 : falseRate(margin / sd, seeds.length, distribution),
    ...(verdict === 'outside the spread' && {
      note: 'equivalent within the margin, outside the spread of seeds; more seeds do not change this',
    }),
    ...(verdict === 'undecided' && { needed: seedsNeeded(seeds, x, margin, distribution) }),
  };
}
