import { withGradient } from '../tensorflow/custom-grad';
import { gatherRows, unsortedSegmentSum } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';
import { only, standardClass } from './standard-class';

type Config = Parameters<typeof tf.layers.embedding>[0];

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

class Embedding extends standardClass(tf.layers.embedding({ inputDim: 1, outputDim: 1 })) {
  /** int32 [batch, length] to float32 [batch, length, outputDim]. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return lookUp((this as unknown as { embeddings: tf.LayerVariable }).embeddings.read(), only(inputs));
  }
}

/**
 * Keras's Embedding, looked up and summed back by TensorFlow's own ops: `tf.gather` reads its indices and can't be
 * traced, and its gradient is a matrix product with a one-hot matrix. It saves as a standard Embedding.
 */
export const embedding = (config: Config): tf.layers.Layer => new Embedding(config);
