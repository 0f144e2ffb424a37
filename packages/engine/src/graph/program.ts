import '../tensorflow/fixes';
import { tf } from '@reprise/runtime';
import type { Attr } from './graph-def';

/**
 * A change of variables at the end of a program.
 * - `assign`: sets the variable to the value.
 * - `apply`: one TensorFlow op updates variables in place (`ResourceApplyAdam`…). `inputs` follow the resources in the op's
 *   signature. `eager` computes the same with tensor operations, for {@link runEagerly}.
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

/** The outputs of a program, and its updates, which run last. */
export interface Result {
  outputs: tf.Tensor[];
  updates?: Update[];
}

/** A function of tensors that {@link compile} turns into a graph, or {@link runEagerly} runs op by op. */
export type Program = (inputs: tf.Tensor[]) => Result;

/** A program to compile. */
export interface ProgramSpec {
  program: Program;
  /** Example inputs, which give shapes and dtypes. The program is traced with their values, which must be valid. */
  inputs: tf.Tensor[];
  /** How many times a call runs the program: each time with its own inputs, on the variables as the time before left them. */
  repeat?: number;
}

/**
 * Runs a program op by op, as TensorFlow.js does. Slow; the reference for the compiled form.
 * @returns the outputs, never an input or a variable itself. The caller disposes them.
 */
export function runEagerly(program: Program, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() => {
    const { outputs, updates = [] } = program(inputs);
    const changes = updates.flatMap((update) =>
      update.kind === 'assign' ? [[update.variable, update.value] as [tf.Variable, tf.Tensor]] : update.eager(),
    );
    const results = outputs.map((output) => tf.clone(output));
    for (const [variable, value] of changes) variable.assign(value);
    return results;
  });
}
