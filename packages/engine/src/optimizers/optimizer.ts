import type { Update } from '../graph/program';
import type { tf } from '../tensorflow/tf';

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

export type CreateOptimizer = (weights: tf.Variable[]) => Optimizer;
