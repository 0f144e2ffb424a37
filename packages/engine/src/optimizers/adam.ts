import type { Update } from '../graph/program';
import { tf } from '@reprise/runtime';
import { APPLY_ATTRS, type CreateOptimizer, slots, stateVariable } from './optimizer';

/**
 * Adam as Keras 2 has it (Kingma and Ba 2014, the form before section 2.1: epsilon is added to the uncorrected root;
 * docs/parity.md, 4: TensorFlow.js adds it to the corrected one). One `ResourceApplyAdam` a weight.
 */
export const adam =
  ({ learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = {}): CreateOptimizer =>
  (weights) => {
    const m = slots(weights);
    const v = slots(weights);
    const beta1Power = stateVariable(() => tf.scalar(1));
    const beta2Power = stateVariable(() => tf.scalar(1));
    const state = [...m, ...v, beta1Power, beta2Power];
    return {
      state,
      config: { name: 'Adam', learning_rate: learningRate, beta_1: beta1, beta_2: beta2, epsilon },
      dispose: () => tf.dispose(state),
      updates(gradients) {
        const p1 = tf.mul(beta1Power, beta1) as tf.Scalar;
        const p2 = tf.mul(beta2Power, beta2) as tf.Scalar;
        const rest = [learningRate, beta1, beta2, epsilon];
        const scalars = rest.map((value) => tf.scalar(value));
        const apply = weights.map((w, i): Update => {
          const gradient = gradients[i];
          return {
            kind: 'apply',
            op: 'ResourceApplyAdam',
            resources: [w, m[i], v[i]],
            inputs: [p1, p2, ...scalars, gradient],
            attrs: { ...APPLY_ATTRS, use_nesterov: { flag: false } },
            eager: () => {
              const rate = tf.mul(learningRate, tf.div(tf.sqrt(tf.sub(1, p2)), tf.sub(1, p1)));
              const m1 = tf.add(m[i], tf.mul(tf.sub(gradient, m[i]), 1 - beta1));
              const v1 = tf.add(v[i], tf.mul(tf.sub(tf.square(gradient), v[i]), 1 - beta2));
              const w1 = tf.sub(w, tf.div(tf.mul(m1, rate), tf.add(tf.sqrt(v1), epsilon)));
              return [
                [m[i], m1],
                [v[i], v1],
                [w, w1],
              ];
            },
          };
        });
        return [
          ...apply,
          { kind: 'assign', variable: beta1Power, value: p1 },
          { kind: 'assign', variable: beta2Power, value: p2 },
        ];
      },
    };
  };
