import { withGradient } from '../tensorflow/custom-grad';
import { gatherRows, unsortedSegmentSum } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';
import { only, standardClass } from './standard-class';

type Config = Parameters<typeof tf.layers.embedding>[0];

class Embedding extends standardClass(tf.layers.embedding({ inputDim: 1, outputDim: 1 })) {
  /** int32 [batch, length] to float32 [batch, length, outputDim]. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const ids = only(inputs);
    const table = (this as unknown as { embeddings: tf.LayerVariable }).embeddings.read();
    const [rows, width] = table.shape;
    const flat = tf.reshape(ids, [-1]);
    return withGradient([table], (weights) => ({
      value: tf.reshape(gatherRows(weights, flat), [...ids.shape, width]),
      save: [flat],
      backward: (dy, [at]) => [unsortedSegmentSum(tf.reshape(dy, [-1, width]), at, rows)],
    }));
  }
}

/**
 * Keras's Embedding, looked up and summed back by TensorFlow's own ops: `tf.gather` reads its indices and can't be
 * traced, and its gradient is a matrix product with a one-hot matrix. It saves as a standard Embedding.
 */
export const embedding = (config: Config): tf.layers.Layer => new Embedding(config);
