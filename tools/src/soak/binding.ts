import { compile, tf } from '@reprise/engine';
import { processSize } from '@reprise/engine/testing';
import { backend } from '@reprise/runtime';
import { inMb, overRounds } from './growth';
import type { Part } from './part';

const ROUNDS = 10;
/** A tensor of a hundred numbers that is left at each call would be 20 MB of 50,000. */
const BOUND = 4e6;

/** Calls `call` in rounds, and looks at memory, tensors and sessions. */
async function often(name: string, calls: number, call: (i: number) => Promise<void> | void): Promise<Part> {
  const several = async (): Promise<void> => {
    for (let i = 0; i < calls / ROUNDS; i++) await call(i);
  };
  await several();
  const { binding } = backend();
  const counts = (): string => `${binding.getNumOfTensors()} tensors, ${binding.getNumOfSessions()} sessions`;
  const before = counts();
  const { growth, sizes } = await overRounds(ROUNDS, several, processSize);
  const failures = [
    ...(growth >= BOUND ? [`${name}: it grew by ${inMb(growth)} (${sizes.map(inMb).join(', ')})`] : []),
    ...(counts() !== before ? [`${name}: ${counts()}, before ${before}`] : []),
  ];
  return { rows: [{ fault: name, times: calls, outcome: `${inMb(growth)} growth, nothing left` }], failures };
}

/** Eager ops, compiled programs and what fails, again and again in one process. */
export async function callOften(): Promise<Part> {
  const x = tf.ones([32, 100]);
  const w = tf.variable(tf.ones([100, 100]), false);
  const step = {
    program: ([given]: tf.Tensor[]) => ({
      outputs: [tf.sum(tf.matMul(given, w))],
      updates: [{ kind: 'assign' as const, variable: w, value: tf.mul(w, 0.999) as tf.Tensor }],
    }),
    inputs: [x],
  };
  const compiled = compile([w], { step });
  const texts = Array.from({ length: 10 }, () => 'x'.repeat(100));
  const parts = [
    await often('eager ops: an operation, its result read', 50_000, () => {
      const y = tf.add(x, 1);
      y.dataSync();
      y.dispose();
    }),
    await often('calls of a compiled program', 5_000, () => tf.dispose(compiled.functions.step([x]))),
    await often('asynchronous calls of a compiled program', 5_000, async () =>
      tf.dispose(await compiled.functions.step.async([x])),
    ),
    await often('ops that fail', 5_000, () => {
      try {
        tf.matMul(x, x);
        throw new Error('no error');
      } catch (error) {
        if ((error as Error).message === 'no error') throw error;
      }
    }),
    await often('tensors of strings', 5_000, () => tf.tidy(() => void tf.tile(tf.tensor1d(texts), [2]).dataSync())),
    await often('programs compiled, run and disposed', 500, () => {
      const once = compile([w], { step });
      tf.dispose(once.functions.step([x]));
      once.dispose();
    }),
  ];
  compiled.dispose();
  tf.dispose([x, w]);
  return { rows: parts.flatMap(({ rows }) => rows), failures: parts.flatMap(({ failures }) => failures) };
}
