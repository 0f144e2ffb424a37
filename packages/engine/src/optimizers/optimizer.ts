import { type Attr, DTYPE } from '../graph/graph-def';
import type { Update } from '../graph/program';
import { tf } from '@reprise/runtime';

/** An optimizer for one set of weights, with its state. */
export interface Optimizer {
  /** Slots and counters, to be saved and restored with the weights. */
  readonly state: tf.Variable[];
  /** @param gradients in the order of the weights */
  updates(gradients: tf.Tensor[]): Update[];
  /** As the run record and Keras's configuration name it. */
  readonly config: Record<string, string | number | boolean>;
  dispose(): void;
}

/** A variable that is not trained, and that alone keeps its first value: `tf.variable` copies the tensor it is given. */
export const stateVariable = (initial: () => tf.Tensor): tf.Variable => tf.tidy(() => tf.variable(initial(), false));

/** A state variable of zeros for each weight, in its shape. */
export const slots = (weights: tf.Variable[]): tf.Variable[] =>
  weights.map((weight) => stateVariable(() => tf.zerosLike(weight)));

/** Attributes of TensorFlow's `ResourceApply…` ops for float32 weights. */
export const APPLY_ATTRS: Record<string, Attr> = { T: { dtype: DTYPE.float32 }, use_locking: { flag: false } };

/** Makes the optimizer of some weights, all its state at the start. */
export type CreateOptimizer = (weights: tf.Variable[]) => Optimizer;
