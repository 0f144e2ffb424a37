import '../tensorflow/fixes';
import type { tf } from '@reprise/runtime';
import type { Attr } from './graph-def';

/**
 * A change of variables at the end of a program.
 * - `assign`: sets the variable to the value.
 * - `apply`: one TensorFlow op updates variables in place (`ResourceApplyAdam`…). `inputs` follow the resources in the op's
 *   signature.
 */
export type Update =
  | { kind: 'assign'; variable: tf.Variable; value: tf.Tensor }
  | {
      kind: 'apply';
      op: string;
      resources: tf.Variable[];
      inputs: tf.Tensor[];
      attrs: Record<string, Attr>;
    };

/** The outputs of a program, and its updates, which run last. */
export interface Result {
  outputs: tf.Tensor[];
  updates?: Update[];
}

/** A function of tensors that {@link compile} turns into a graph. */
export type Program = (inputs: tf.Tensor[]) => Result;

/** A program to compile. */
export interface ProgramSpec {
  program: Program;
  /** Example inputs, which give shapes and dtypes. The program is traced with their values, which must be valid. */
  inputs: tf.Tensor[];
  /** How many times a call runs the program: each time with its own inputs, on the variables as the time before left them. */
  repeat?: number;
}
