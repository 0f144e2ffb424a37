// The losses of the runs, of logits as the engine computes them (docs/parity.md, 6).
import * as tf from '@tensorflow/tfjs-core';

/** max(z, 0) - z y + log(1 + e^-|z|), with the gradient sigmoid(z) - y. */
const sigmoidCrossEntropy = tf.customGrad((z, y, save) => {
  const [logits, targets] = [z as tf.Tensor, y as tf.Tensor];
  (save as tf.GradSaveFunc)([logits, targets]);
  return {
    value: tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(logits))))),
    gradFunc: (dy, [x, t]) => [tf.mul(dy as tf.Tensor, tf.sub(tf.sigmoid(x), t)), tf.zerosLike(t)],
  };
}) as (logits: tf.Tensor, targets: tf.Tensor) => tf.Tensor;

/** What a model is trained for. */
export interface Task {
  /** The mean over a batch. @param targets as `targets` returns them */
  loss(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar;
  /** @param images float32 [rows, 28, 28, 1] @param labels one class a row */
  targets(images: tf.Tensor, labels: Uint8Array): tf.Tensor;
  /** The model's output. */
  output(logits: tf.Tensor): tf.Tensor;
}

/** Tasks by Keras's names of their losses, as in a run's configuration. */
export const TASKS = {
  binary_crossentropy: {
    loss: (logits, targets) => tf.mean(sigmoidCrossEntropy(logits, targets)),
    targets: (images) => images,
    output: (logits) => tf.sigmoid(logits),
  },
  categorical_crossentropy: {
    loss: (logits, targets) => tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1))),
    targets: (_, labels) => tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), 10, 1, 0, 'float32'),
    output: (logits) => tf.softmax(logits),
  },
} satisfies Record<string, Task>;
