import { tf } from '@reprise/engine';
import { processSize } from '@reprise/engine/testing';
import { classify, loadClassifiers } from '@reprise/text';
import { inMb, overRounds } from './growth';
import type { Part } from './part';

const MODELS = { profile: 'quick', seed: 1 };
const ROUNDS = 10;
/** What the allocator was seen to add on a busy machine (up to 7 MB). Tensors that are left are counted by themselves. */
const BOUND = 10e6;

/** One kind of call, `calls` times in rounds. */
async function often(name: string, calls: number, call: (url: string) => Promise<void> | void): Promise<Part> {
  const several = async (round: number): Promise<void> => {
    for (let i = 0; i < calls / ROUNDS; i++) await call(`www.example.com/${round}/${i}`);
  };
  await several(0);
  const tensors = tf.memory().numTensors;
  const { growth, sizes } = await overRounds(ROUNDS, several, processSize);
  const left = tf.memory().numTensors - tensors;
  const failures = [
    ...(growth >= BOUND ? [`${name}: it grew by ${inMb(growth)} (${sizes.map(inMb).join(', ')})`] : []),
    ...(left !== 0 ? [`${name}: ${left} tensors are left`] : []),
  ];
  const outcome = `${inMb(growth)} growth, ${left} tensors left; ${inMb(sizes[ROUNDS])} at the end`;
  return { rows: [{ fault: name, times: calls, outcome }], failures };
}

/** A thousand classifications by models that stay, as a server's; and a hundred that each load both, as a careless caller's. */
export async function classifyOften(): Promise<Part> {
  const classifiers = await loadClassifiers(MODELS);
  const stay = await often('classifications in one process', 1000, (url) => void classifiers.verdicts([url]));
  classifiers.dispose();
  const load = await often('classifications that each load both models', 100, async (url) => {
    for await (const { birnn } of classify([url], MODELS))
      if (!Number.isFinite(birnn.probability)) throw new Error('no verdict');
  });
  return { rows: [...stay.rows, ...load.rows], failures: [...stay.failures, ...load.failures] };
}
