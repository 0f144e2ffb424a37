import type { tf } from '@reprise/runtime';
import { type CompiledFunction, GraphSession } from './graph-session';
import type { ProgramSpec } from './program';

export type { CompiledFunction };

/** A graph with its variables. */
export interface Compiled<Name extends string> {
  readonly functions: Readonly<Record<Name, CompiledFunction>>;
  /** Copies the graph's variables into the TensorFlow.js variables. */
  pull(): void;
  /** Copies the TensorFlow.js variables into the graph. */
  push(): void;
  /** Closes the session. */
  dispose(): void;
}

/**
 * Compiles programs that share variables into one TensorFlow graph. Each program runs once, eagerly, while its ops are
 * recorded; then a call runs all of it natively: forward pass, gradients and updates. The graph has its own copies of the
 * variables, with the values of the given ones; {@link Compiled.pull} copies them back. A program may assign a variable: ops
 * that follow see the new value.
 *
 * @param variables all variables that the programs read or update
 * @param constants tensors that the programs read and that never change, such as a data set. The graph keeps a copy.
 * @throws Problem when a program reads a value back while it is traced, or uses any other tensor made outside of it
 * @example
 * const w = tf.variable(tf.scalar(2));
 * const compiled = compile([w], {
 *   double: { program: ([x]) => ({ outputs: [tf.mul(x, w)] }), inputs: [tf.scalar(1)] },
 * });
 * compiled.functions.double([tf.scalar(21)])[0].dataSync(); // Float32Array [42]
 */
export function compile<Name extends string>(
  variables: tf.Variable[],
  programs: Record<Name, ProgramSpec>,
  constants: tf.Tensor[] = [],
): Compiled<Name> {
  const session = new GraphSession();
  try {
    session.addVariables(variables);
    session.addConstants(constants);
    const functions = Object.entries<ProgramSpec>(programs).map(([name, spec]) => [name, session.add(name, spec)]);
    return {
      functions: Object.fromEntries(functions) as Record<Name, CompiledFunction>,
      pull: () => session.pull(),
      push: () => session.push(),
      dispose: () => session.dispose(),
    };
  } catch (error) {
    session.dispose();
    throw error;
  }
}
