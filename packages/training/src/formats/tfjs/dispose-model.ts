import { tf } from '@reprise/runtime';

/** A layer whose cell, or those of its directions, may keep tensors between calls. */
type Recurrent = tf.layers.Layer & {
  cell?: { dropoutMask?: tf.TensorContainer; recurrentDropoutMask?: tf.TensorContainer };
  forwardLayer?: Recurrent;
  backwardLayer?: Recurrent;
};

/**
 * Disposes a model and all its tensors. `model.dispose()` alone leaves the dropout masks that recurrent cells keep until
 * their next call, even in prediction.
 */
export function disposeModel(model: tf.LayersModel): void {
  for (const layer of model.layers as Recurrent[])
    for (const { cell } of [layer, layer.forwardLayer ?? {}, layer.backwardLayer ?? {}] as Recurrent[])
      tf.dispose([cell?.dropoutMask ?? [], cell?.recurrentDropoutMask ?? []]);
  model.dispose();
}
