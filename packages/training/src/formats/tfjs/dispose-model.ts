import { tf } from '@reprise/runtime';

/** Tensors that TensorFlow.js's recurrent cells keep between calls. */
interface Cell {
  dropoutMask?: tf.Tensor | tf.Tensor[] | null;
  recurrentDropoutMask?: tf.Tensor | tf.Tensor[] | null;
}
type Recurrent = tf.layers.Layer & { cell?: Cell; forwardLayer?: Recurrent; backwardLayer?: Recurrent };

const cellsOf = ({ cell, forwardLayer, backwardLayer }: Recurrent): Cell[] => [
  ...(cell ? [cell] : []),
  ...[forwardLayer, backwardLayer].flatMap((layer) => (layer ? cellsOf(layer) : [])),
];

/**
 * Disposes a model and all its tensors. `model.dispose()` alone leaves the dropout masks that recurrent cells keep until
 * their next call, even in prediction.
 */
export function disposeModel(model: tf.LayersModel): void {
  for (const cell of model.layers.flatMap((layer) => cellsOf(layer as Recurrent)))
    for (const mask of [cell.dropoutMask, cell.recurrentDropoutMask]) if (mask) tf.dispose(mask);
  model.dispose();
}
