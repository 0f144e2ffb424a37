import { tf } from '@reprise/runtime';

/**
 * A metric for `model.compile`: the number of correct rows of a batch. The predicted class has the largest output; a label is
 * predicted if its probability is above 0.5, as in Keras's binary accuracy, and each of several labels counts for its share.
 * @param truth one class a row, or labels in the shape of `guess`
 */
export function correctRows(truth: tf.Tensor, guess: tf.Tensor): tf.Scalar {
  const classes = guess.rank === 2 && truth.size === guess.shape[0] && truth.size < guess.size;
  const right = classes
    ? tf.equal(tf.argMax(guess, 1), tf.cast(tf.reshape(truth, [-1]), 'int32'))
    : tf.equal(tf.greater(guess, 0.5), tf.greater(truth, 0.5));
  const count = tf.sum(tf.cast(right, 'float32')) as tf.Scalar;
  const each = classes ? 1 : guess.size / guess.shape[0];
  return each === 1 ? count : tf.div(count, each);
}
