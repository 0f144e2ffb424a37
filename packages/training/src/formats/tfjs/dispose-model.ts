import { tf } from '@reprise/runtime';

/** What TensorFlow.js's recurrent cells keep between two calls. */
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
 * Disposes a model and all that it holds. `model.dispose()` leaves the dropout masks of recurrent cells, which each keeps
 * until its next call, also where nothing is trained.
 */
export function disposeModel(model: tf.LayersModel): void {
  for (const cell of model.layers.flatMap((layer) => cellsOf(layer as Recurrent)))
    for (const mask of [cell.dropoutMask, cell.recurrentDropoutMask]) if (mask) tf.dispose(mask);
  model.dispose();
}
