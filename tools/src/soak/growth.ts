import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '@reprise/eval';

/** How a number, such as the bytes of a process, went over rounds of equal work. */
export interface Growth {
  /** Before the first round, and after each. */
  sizes: number[];
  /**
   * What a leak adds in all rounds: the slope by Theil and Sen (the median over all pairs of rounds), times the rounds.
   * What grows once, or goes up and down, is none.
   */
  growth: number;
}

/** @param sizes before the first round, and after each; two at least */
export function growthOf(sizes: number[]): Growth {
  const slopes = sizes.flatMap((size, i) => sizes.slice(i + 1).map((later, j) => (later - size) / (j + 1)));
  return { sizes, growth: median(slopes) * (sizes.length - 1) };
}

/** Runs rounds of equal work. @param size asked for before the first round and after each */
export async function overRounds(
  rounds: number,
  work: (round: number) => Promise<void> | void,
  size: () => Promise<number> | number,
): Promise<Growth> {
  const sizes = [await size()];
  for (let round = 1; round <= rounds; round++) {
    await work(round);
    sizes.push(await size());
    await sleep(0); // progress and signals get their turn
  }
  return growthOf(sizes);
}

/** In megabytes, for a table. */
export const inMb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
