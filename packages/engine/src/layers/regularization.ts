import { tf } from '@reprise/runtime';

/** The regularizers' part of the loss of `layers`, a scalar. A Sequential's own `calculateLosses` leaves out its layers'. */
export const regularization = (layers: tf.layers.Layer[]): tf.Tensor =>
  layers.flatMap((layer) => layer.calculateLosses()).reduce<tf.Tensor>((sum, loss) => tf.add(sum, loss), tf.scalar(0));
