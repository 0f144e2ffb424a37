import { tf } from '@reprise/engine';
import { processSize } from '@reprise/engine/testing';
import { classify } from '@reprise/text';
import { inMb, overRounds } from './growth';
import type { Part } from './part';

const CALLS = 1000;
const ROUNDS = 10;
const BOUND = 10e6;

/** Classifies a thousand times in this process; each call loads both models anew, as a long-lived caller's would. */
export async function classifyOften(): Promise<Part> {
  const call = async (i: number): Promise<void> => {
    for await (const verdicts of classify([`www.example.com/${i}`, '.btscene2.com'], { profile: 'quick', seed: 1 }))
      if (!Number.isFinite(verdicts.birnn.probability)) throw new Error('no verdict');
  };
  const several = async (round: number): Promise<void> => {
    for (let i = 0; i < CALLS / ROUNDS; i++) await call(round * CALLS + i);
  };
  await several(0);
  const tensors = tf.memory().numTensors;
  const { growth, sizes } = await overRounds(ROUNDS, several, processSize);
  const left = tf.memory().numTensors - tensors;
  const failures = [
    ...(growth >= BOUND ? [`classify: it grew by ${inMb(growth)} (${sizes.map(inMb).join(', ')})`] : []),
    ...(left !== 0 ? [`classify: ${left} tensors are left`] : []),
  ];
  const outcome = `${inMb(growth)} growth, ${left} tensors left; ${inMb(sizes[ROUNDS])} at the end`;
  return {
    rows: [{ fault: 'calls of classify in one process, each loading both models', times: CALLS, outcome }],
    failures,
  };
}
