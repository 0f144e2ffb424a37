import { setTimeout as sleep } from 'node:timers/promises';
import { tf } from '@reprise/engine';
import { processSize } from '@reprise/engine/testing';
import { backend } from '@reprise/runtime';
import type { Results } from '../publish';

/** The results of a part of the soak test. */
export type Part = Pick<Results, 'rows' | 'failures'>;

/** A unit of work that is repeated. */
export interface Work {
  /** `training steps of lenet` */
  name: string;
  times: number;
  /** Does a tenth of them. */
  round(round: number): Promise<void> | void;
  dispose?(): void;
}

export const ROUNDS = 10;

/** A unit of work that is one call, which gets a number of its own. */
export const repeat = (name: string, times: number, call: (i: number) => Promise<void> | void): Work => ({
  name,
  times,
  async round(round) {
    for (let i = 0; i < times / ROUNDS; i++) await call((round * times) / ROUNDS + i);
  },
});

const inMb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * What a leak adds over all rounds: the slope by Theil and Sen (the median over all pairs of rounds), times the rounds. A
 * single step, or ups and downs, do not count.
 * @param sizes before the first round, and after each; at least two
 */
export function growthOf(sizes: number[]): number {
  const slopes = sizes.flatMap((size, i) => sizes.slice(i + 1).map((other, j) => (other - size) / (j + 1)));
  return slopes.sort((a, b) => a - b)[slopes.length >> 1] * (sizes.length - 1);
}

/** Repeats each unit of work; fails if the process grows by `bound` bytes, or tensors or sessions are left. */
export async function soak(fault: string, bound: number, works: (Work | (() => Promise<Work>))[]): Promise<Part> {
  const failures: string[] = [];
  const growths: number[] = [];
  let trials = 0;
  for (const work of works) {
    const { name, times, round, dispose } = typeof work === 'function' ? await work() : work;
    await round(0); // what the first round allocates for good does not count
    const { binding } = backend();
    const counts = (): string =>
      `${tf.memory().numTensors} tensors, ${binding.getNumOfTensors()} in TensorFlow, ${binding.getNumOfSessions()} sessions`;
    const before = counts();
    const sizes = [processSize()];
    for (let i = 1; i <= ROUNDS; i++) {
      await round(i);
      sizes.push(processSize());
      await sleep(0); // progress and signals get their turn
    }
    const after = counts();
    const growth = growthOf(sizes);
    dispose?.();
    console.log(`${times} ${name}: growth ${inMb(growth)}; ${after}`);
    if (growth >= bound) failures.push(`${name}: growth of ${inMb(growth)} (${sizes.map(inMb).join(', ')})`);
    if (after !== before) failures.push(`${name}: ${after}; before: ${before}`);
    growths.push(growth);
    trials += times;
  }
  const asserts = `growth below ${inMb(bound)}; no tensor or session left`;
  return { rows: [{ fault, trials, asserts, result: `growth at most ${inMb(Math.max(...growths))}` }], failures };
}
