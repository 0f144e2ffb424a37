import { backend, tf } from '@reprise/runtime';
import { logSoftmax, sparseSoftmaxCrossEntropy } from '../tensorflow/raw-ops';

/**
 * Cross-entropy of each row and its gradient, of kernels that are deterministic on a GPU as well, as Keras's own is where
 * determinism is asked for (`_sparse_softmax_cross_entropy_with_rank_2_logits` in tensorflow/python/ops/nn_ops.py).
 * @param logits float32 [n, classes] @param labels int32 [n]
 * @returns loss [n] and d loss / d logits [n, classes], to rounding those of {@link sparseSoftmaxCrossEntropy}
 */
export function composedCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): [tf.Tensor1D, tf.Tensor2D] {
  const logProbabilities = logSoftmax(logits);
  const target = tf.oneHot(labels, logits.shape[1], 1, 0, 'float32') as tf.Tensor2D;
  const loss = tf.neg(tf.sum(tf.mul(target, logProbabilities), 1)) as tf.Tensor1D;
  return [loss, tf.sub(tf.exp(logProbabilities), target)];
}

/** Cross-entropy of each row and its gradient, by what the device at hand has: one kernel, or several on a GPU. */
export const crossEntropyOfClasses: typeof composedCrossEntropy = (logits, labels) =>
  (backend().isUsingGpuDevice ? composedCrossEntropy : sparseSoftmaxCrossEntropy)(logits, labels);
