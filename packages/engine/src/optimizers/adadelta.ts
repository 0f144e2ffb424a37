import { tf } from '@reprise/runtime';
import { APPLY_ATTRS, type CreateOptimizer, slots } from './optimizer';

/**
 * Adadelta as Keras 2 has it (Zeiler 2012; docs/parity.md, 5: learning rate 1.0, where TensorFlow.js has 0.001). One
 * `ResourceApplyAdadelta` a weight.
 */
export const adadelta =
  ({ learningRate = 1, rho = 0.95, epsilon = 1e-7 } = {}): CreateOptimizer =>
  (weights) => {
    const accumulated = slots(weights);
    const accumulatedUpdate = slots(weights);
    const state = [...accumulated, ...accumulatedUpdate];
    return {
      state,
      config: { name: 'Adadelta', learning_rate: learningRate, rho, epsilon },
      dispose: () => tf.dispose(state),
      updates(gradients) {
        const scalars = [learningRate, rho, epsilon].map((value) => tf.scalar(value));
        return weights.map((w, i) => ({
          kind: 'apply',
          op: 'ResourceApplyAdadelta',
          resources: [w, accumulated[i], accumulatedUpdate[i]],
          inputs: [...scalars, gradients[i]],
          attrs: APPLY_ATTRS,
          eager: () => {
            const a = tf.add(tf.mul(accumulated[i], rho), tf.mul(tf.square(gradients[i]), 1 - rho));
            const root = tf.sqrt(tf.add(accumulatedUpdate[i], epsilon));
            const update = tf.mul(tf.mul(root, tf.rsqrt(tf.add(a, epsilon))), gradients[i]);
            const u = tf.add(tf.mul(accumulatedUpdate[i], rho), tf.mul(tf.square(update), 1 - rho));
            return [
              [accumulated[i], a],
              [accumulatedUpdate[i], u],
              [w, tf.sub(w, tf.mul(update, learningRate))],
            ];
          },
        }));
      },
    };
  };
