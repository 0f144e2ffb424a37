import { withGradient } from '../tensorflow/custom-grad';
import { gatherRows, unsortedSegmentSum } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

/**
 * Rows of a table, looked up and summed back by TensorFlow's own ops.
 * @param table float32 [rows, width] @param ids [batch, length], whole numbers of any type
 * @returns float32 [batch, length, width]
 */
export function lookUp(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  const [rows, width] = table.shape;
  const flat = tf.reshape(tf.cast(ids, 'int32'), [-1]);
  return withGradient([table], (weights) => ({
    value: tf.reshape(gatherRows(weights, flat), [...ids.shape, width]),
    save: [flat],
    backward: (dy, [at]) => [unsortedSegmentSum(tf.reshape(dy, [-1, width]), at, rows)],
  }));
}
