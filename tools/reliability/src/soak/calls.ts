import { compile, tf } from '@reprise/engine';
import { type Part, repeat, soak } from './soak';

/** A tensor of a hundred numbers that leaks at each call would be 20 MB of 50,000. */
const BOUND = 4e6;

/** Calls TensorFlow in each way, again and again in one process. */
export async function soakCalls(): Promise<Part> {
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
  const part = await soak('calls of TensorFlow: eager, compiled, asynchronous, failing, on strings, compiling', BOUND, [
    repeat('eager ops with their result read', 50_000, () => {
      const y = tf.add(x, 1);
      y.dataSync();
      y.dispose();
    }),
    repeat('calls of a compiled program', 5_000, () => tf.dispose(compiled.functions.step([x]))),
    repeat('asynchronous calls of a compiled program', 5_000, async () =>
      tf.dispose(await compiled.functions.step.async([x])),
    ),
    repeat('failing ops', 5_000, () => {
      let failed = false;
      try {
        tf.matMul(x, x);
      } catch {
        failed = true;
      }
      if (!failed) throw new Error('32 x 100 times 32 x 100 did not fail');
    }),
    repeat('tensors of strings', 5_000, () => tf.tidy(() => void tf.tile(tf.tensor1d(texts), [2]).dataSync())),
    repeat('programs compiled, run and disposed', 500, () => {
      const once = compile([w], { step });
      tf.dispose(once.functions.step([x]));
      once.dispose();
    }),
  ]);
  compiled.dispose();
  tf.dispose([x, w]);
  return part;
}
