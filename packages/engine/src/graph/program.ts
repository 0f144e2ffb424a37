import '../tensorflow/mended';
import { tf } from '@reprise/runtime';
import type { Attr } from './graph-def';

/**
 * A change of variables at the end of a program.
 * - `assign`: the variable takes the value.
 * - `apply`: one TensorFlow op updates variables in place (`ResourceApplyAdam`…). `inputs` follow the resources in the
 *   op's signature; `eager` is the same arithmetic in tensor operations, the op's oracle in tests.
 */
export type Update =
  | { kind: 'assign'; variable: tf.Variable; value: tf.Tensor }
  | {
      kind: 'apply';
      op: string;
      resources: tf.Variable[];
      inputs: tf.Tensor[];
      attrs: Record<string, Attr>;
      eager: () => [tf.Variable, tf.Tensor][];
    };

/** What a program gives: tensors to the caller, and the changes of variables that follow. */
export interface Result {
  outputs: tf.Tensor[];
  updates?: Update[];
}

/** A function of tensors that {@link compile} turns into a graph, or {@link runEagerly} runs op by op. */
export type Program = (inputs: tf.Tensor[]) => Result;

/**
 * Runs a program op by op, as TensorFlow.js does. Slow, and the oracle of the compiled form.
 * @returns the outputs, which the caller disposes: none is an input or a variable itself
 */
export function runEagerly(program: Program, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() => {
    const { outputs, updates = [] } = program(inputs);
    const changes = updates.flatMap((update) =>
      update.kind === 'assign' ? [[update.variable, update.value] as [tf.Variable, tf.Tensor]] : update.eager(),
    );
    const given = outputs.map((output) => tf.clone(output));
    for (const [variable, value] of changes) variable.assign(value);
    return given;
  });
}
