// Cross-entropies of logits. Keras 2 clips probabilities at 1e-7 before the logarithm; logits need no clipping
// (docs/parity.md, 6).
import { backend, tf } from '@reprise/runtime';
import { withGradient } from '../tensorflow/nn';
import { logSoftmax, sparseSoftmaxCrossEntropy } from '../tensorflow/raw-ops';

/**
 * max(z, 0) - z y + log(1 + e^-|z|), which equals -y log σ(z) - (1 - y) log(1 - σ(z)) and does not overflow. The gradient,
 * sigmoid(z) - y, is two kernels.
 */
export const sigmoidCrossEntropy = (logits: tf.Tensor, targets: tf.Tensor): tf.Tensor =>
  withGradient([logits], (z) => ({
    value: tf.add(tf.sub(tf.relu(z), tf.mul(z, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))),
    save: [z, targets],
    backward: (dy, [x, y]) => [tf.mul(dy, tf.sub(tf.sigmoid(x), y))],
  }));

/** Logits [..., classes] as rows [n, classes], and the shape of a loss, [...]. */
const asRows = (logits: tf.Tensor): { rows: tf.Tensor2D; shape: number[] } => ({
  rows: tf.reshape(logits, [-1, logits.shape[logits.rank - 1]]) as tf.Tensor2D,
  shape: logits.shape.slice(0, -1),
});

/**
 * -Σ y log softmax(z) over the last dimension. The gradient is softmax(z) - y, as in TensorFlow's
 * `softmax_cross_entropy_with_logits`, for targets that sum to 1.
 * @param targets float32, in the shape of the logits
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

/** {@link softmaxCrossEntropy} for class numbers. @param targets float32 or int32, one for each row of logits */
export function sparseCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const { rows, shape } = asRows(logits);
  const classes = tf.cast(tf.reshape(targets, [-1]), 'int32') as tf.Tensor1D;
  const crossEntropy = backend().isUsingGpuDevice ? deterministicCrossEntropy : sparseSoftmaxCrossEntropy;
  const loss = withGradient([rows], (z) => {
    const [value, gradient] = crossEntropy(z as tf.Tensor2D, classes);
    return { value, save: [gradient], backward: (dy, [dz]) => [tf.mul(dz, tf.expandDims(dy, 1))] };
  });
  return tf.reshape(loss, shape);
}

/**
 * The cross-entropy of each row and its gradient by kernels that are deterministic on a GPU, as TensorFlow computes it in
 * deterministic mode (`_sparse_softmax_cross_entropy_with_rank_2_logits` in tensorflow/python/ops/nn_ops.py).
 * @param logits float32 [n, classes] @param labels int32 [n]
 * @returns loss [n] and d loss / d logits [n, classes]: those of {@link sparseSoftmaxCrossEntropy} up to rounding
 */
export function deterministicCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): [tf.Tensor1D, tf.Tensor2D] {
  const logProbabilities = logSoftmax(logits);
  const target = tf.oneHot(labels, logits.shape[1], 1, 0, 'float32') as tf.Tensor2D;
  const loss = tf.neg(tf.sum(tf.mul(target, logProbabilities), 1)) as tf.Tensor1D;
  return [loss, tf.sub(tf.exp(logProbabilities), target)];
}
