import { mt19937 } from '@reprise/data';
import { PROTOCOL } from '../../protocol';
import { meanInterval } from '../../statistics';
import type { Judged } from '../verdict';
import { decideNumber, type Decision, type Distribution } from './decide-number';

/** {@link decideNumber} at the protocol's level. */
const decide = (seeds: readonly number[], x: number, margin: number, distribution: Distribution): Decision =>
  decideNumber(seeds, x, margin, distribution, PROTOCOL.design.level);

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
    const seeds = Array.from({ length: n }, draw);
    if (decide(seeds, draw(), margin, distribution).verdict === 'not reproduced') wrong++;
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
      const drawn = Array.from({ length: n }, () => seeds[Math.floor((next() / 2 ** 32) * seeds.length)]);
      if (!['undecided', 'outside the spread'].includes(decide(drawn, x, margin, distribution).verdict)) count++;
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
  const { verdict, centre, interval, oneMore } = decide(seeds, x, margin, distribution);
  const { sd } = meanInterval(seeds);
  return {
    verdict: verdict === 'outside the spread' ? 'undecided' : verdict,
    value: centre,
    seeds: [...seeds],
    interval,
    oneMore,
    falseRate: sd === 0 ? 0 : falseRate(margin / sd, seeds.length, distribution),
    ...(verdict === 'outside the spread' && {
      note: 'equivalent within the margin, outside the spread of seeds; more seeds do not change this',
    }),
    ...(verdict === 'undecided' && { needed: seedsNeeded(seeds, x, margin, distribution) }),
  };
}
