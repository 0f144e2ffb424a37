import type { tf } from '@reprise/runtime';
import { LiveGraph } from './live-graph';
import type { Entry } from './program-graph';

/**
 * Programs by name, each with inputs that show their shapes and dtypes; the values only have to be valid. One that is
 * repeated runs so many times in a call, each time with inputs of its own and on the variables that the time before left.
 */
export type Programs<Name extends string> = Record<Name, Entry>;

export interface Compiled<Name extends string> {
  /**
   * Runs a program in one call of a TensorFlow session. The caller disposes what it returns.
   * @param inputs of all repetitions, one after the other; outputs come likewise
   * @throws Problem when inputs differ in number, shape or dtype from those that it was compiled with
   */
  run(name: Name, inputs: tf.Tensor[]): tf.Tensor[];
  /**
   * As {@link run}, on another thread: JavaScript goes on meanwhile. Same bits. Calls run one after the other, in the order
   * in which they were made; the inputs may be disposed at once.
   * @throws Problem at once as {@link run} does
   */
  runAsync(name: Name, inputs: tf.Tensor[]): Promise<tf.Tensor[]>;
  /** Copies the graph's variables into the TensorFlow.js variables it was compiled with. */
  pull(): void;
  /** Copies the TensorFlow.js variables into the graph. */
  push(): void;
  /** Nodes in the graph. */
  readonly nodes: number;
  dispose(): void;
}

/**
 * Compiles programs over common variables into one TensorFlow graph. Each program runs once, eagerly, while its ops are
 * recorded; from then on a call runs the whole of it natively: forward pass, gradients and updates. The graph holds its
 * own copies of the variables: they start from the given ones, and {@link Compiled.pull} brings them back. A program may
 * assign a variable: what comes after sees the new value, as it does eagerly.
 *
 * @param variables all variables that the programs read or update
 * @param constants tensors that the programs read and that never change, such as a data set; the graph keeps a copy
 * @throws Problem when a program reads a value back while it is traced, or uses a tensor that is none of its own
 * @example
 * const w = tf.variable(tf.scalar(2));
 * const compiled = compile([w], {
 *   double: { program: ([x]) => ({ outputs: [tf.mul(x, w)] }), inputs: [tf.scalar(1)] },
 * });
 * compiled.run('double', [tf.scalar(21)])[0].dataSync(); // Float32Array [42]
 */
export function compile<Name extends string>(
  variables: tf.Variable[],
  programs: Programs<Name>,
  constants: tf.Tensor[] = [],
): Compiled<Name> {
  const graph = new LiveGraph(() => false);
  try {
    graph.hold(variables);
    graph.holdConstants(constants);
    for (const [name, entry] of Object.entries<Entry>(programs)) graph.add(name, entry);
  } catch (error) {
    graph.dispose();
    throw error;
  }
  return {
    nodes: graph.nodes,
    run: (name, inputs) => graph.run(name, inputs),
    runAsync: (name, inputs) => graph.runAsync(name, inputs),
    pull: () => graph.pull(),
    push: () => graph.push(),
    dispose: () => graph.dispose(),
  };
}
