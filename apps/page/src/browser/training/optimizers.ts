// Keras 2's optimizers, by the formulas of TensorFlow's kernels (docs/parity.md, 4 and 5). Those of TensorFlow.js differ.
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfig } from '../../page-data';

export interface Optimizer {
  /** Changes the weights by one step. @param gradients of the weights, in order */
  apply(gradients: tf.Tensor[], learningRate: number): void;
  dispose(): void;
}

/** The moving average of a value. */
const blend = (average: tf.Tensor, value: tf.Tensor, decay: number): tf.Tensor =>
  tf.add(tf.mul(average, decay), tf.mul(value, 1 - decay));

const zeros = ({ shape }: tf.Variable): tf.Variable => tf.tidy(() => tf.variable(tf.zeros(shape), false));

/** An optimizer at its first step. */
export function createOptimizer(config: OptimizerConfig, weights: readonly tf.Variable[]): Optimizer {
  const state = weights.map((weight): [tf.Variable, tf.Variable] => [zeros(weight), zeros(weight)]);
  let step = 0;
  /** The change of a weight, with new values of its two slots. */
  const change = (gradient: tf.Tensor, [a, b]: [tf.Variable, tf.Variable], rate: number): tf.Tensor => {
    if (config.name === 'Adam') {
      const { beta_1, beta_2, epsilon } = config;
      a.assign(blend(a, gradient, beta_1));
      b.assign(blend(b, tf.square(gradient), beta_2));
      const corrected = (rate * Math.sqrt(1 - beta_2 ** step)) / (1 - beta_1 ** step);
      return tf.div(tf.mul(a, corrected), tf.add(tf.sqrt(b), epsilon));
    }
    const { rho, epsilon } = config;
    a.assign(blend(a, tf.square(gradient), rho));
    const update = tf.mul(gradient, tf.sqrt(tf.div(tf.add(b, epsilon), tf.add(a, epsilon))));
    b.assign(blend(b, tf.square(update), rho));
    return tf.mul(update, rate);
  };
  return {
    apply(gradients, learningRate) {
      step++;
      tf.tidy(() =>
        weights.forEach((weight, i) => weight.assign(tf.sub(weight, change(gradients[i], state[i], learningRate)))),
      );
    },
    dispose: () => tf.dispose(state.flat()),
  };
}
