import { withGradient } from '../tensorflow/custom-grad';
import { logSoftmax } from '../tensorflow/raw-ops';
import { crossEntropyOfClasses } from './cross-entropy-of-classes';
import { tf } from '@reprise/runtime';

/**
 * max(z, 0) - z y + log(1 + e^-|z|), which is -y log σ(z) - (1 - y) log(1 - σ(z)) without overflow.
 * docs/parity.md, 6: Keras 2 clips probabilities at 1e-7 before the logarithm; logits need no clipping, and the gradient is
 * sigmoid(z) - y in two kernels.
 */
export const sigmoidCrossEntropy = (logits: tf.Tensor, targets: tf.Tensor): tf.Tensor =>
  withGradient([logits], (z) => ({
    value: tf.add(tf.sub(tf.relu(z), tf.mul(z, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))),
    save: [z, targets],
    backward: (dy, [x, y]) => [tf.mul(dy, tf.sub(tf.sigmoid(x), y))],
  }));

/** Rows of the last dimension as [n, classes], and the shape of what is one number a row. */
const asRows = (logits: tf.Tensor): { rows: tf.Tensor2D; shape: number[] } => ({
  rows: tf.reshape(logits, [-1, logits.shape[logits.rank - 1]]) as tf.Tensor2D,
  shape: logits.shape.slice(0, -1),
});

/**
 * -Σ y log softmax(z) over the last dimension; its gradient is softmax(z) - y, as TensorFlow's
 * `softmax_cross_entropy_with_logits` has it, where y adds up to 1.
 * @param targets float32, of the logits' shape
 */
export function softmaxCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const { rows, shape } = asRows(logits);
  const truth = tf.reshape(targets, rows.shape);
  const loss = withGradient([rows], (z) => {
    const logProbabilities = logSoftmax(z as tf.Tensor2D);
    return {
      value: tf.neg(tf.sum(tf.mul(truth, logProbabilities), 1)),
      save: [logProbabilities, truth],
      backward: (dy, [p, y]) => [tf.mul(tf.sub(tf.exp(p), y), tf.expandDims(dy, 1))],
    };
  });
  return tf.reshape(loss, shape);
}

/** The same of classes. @param targets float32 or int32, one a row of the last dimension */
export function sparseCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const { rows, shape } = asRows(logits);
  const classes = tf.cast(tf.reshape(targets, [-1]), 'int32') as tf.Tensor1D;
  const loss = withGradient([rows], (z) => {
    const [value, gradient] = crossEntropyOfClasses(z as tf.Tensor2D, classes);
    return { value, save: [gradient], backward: (dy, [dz]) => [tf.mul(dz, tf.expandDims(dy, 1))] };
  });
  return tf.reshape(loss, shape);
}
