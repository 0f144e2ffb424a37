import { tf } from '@reprise/runtime';
import { APPLY_ATTRS, type CreateOptimizer } from './optimizer';

/** Plain stochastic gradient descent, as Keras's `SGD(lr)` without momentum. One `ResourceApplyGradientDescent` a weight. */
export const sgd =
  ({ learningRate = 0.01 } = {}): CreateOptimizer =>
  (weights) => ({
    state: [],
    config: { name: 'SGD', learning_rate: learningRate, momentum: 0, nesterov: false },
    dispose: () => undefined,
    updates: (gradients) =>
      weights.map((w, i) => ({
        kind: 'apply',
        op: 'ResourceApplyGradientDescent',
        resources: [w],
        inputs: [tf.scalar(learningRate), gradients[i]],
        attrs: APPLY_ATTRS,
        eager: () => [[w, tf.sub(w, tf.mul(gradients[i], learningRate))]],
      })),
  });
