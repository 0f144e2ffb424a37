import { tf } from '@reprise/runtime';
import type { Program } from '../graph/program';

/**
 * Runs a program op by op, as TensorFlow.js does: the reference for the compiled form.
 * @returns the outputs, never an input or a variable itself. The caller disposes them.
 */
export function runEagerly(program: Program, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() => {
    const { outputs, updates = [] } = program(inputs);
    const results = outputs.map((output) => tf.clone(output));
    for (const update of updates) {
      if (update.kind === 'apply') throw new Error(`${update.op} runs in a graph only`);
      update.variable.assign(update.value);
    }
    return results;
  });
}
