import type { RunRecord } from '@reprise/records';
import type { tf } from '@reprise/runtime';

/** Parameters of a model as Keras's summary counts them; `frozen` are those of layers with `trainable` false. */
export function parameterCounts(model: tf.LayersModel): RunRecord['parameters'] {
  const count = (layers: tf.layers.Layer[]): number => layers.reduce((sum, layer) => sum + layer.countParams(), 0);
  const frozen = count(model.layers.filter((layer) => !layer.trainable));
  const total = count(model.layers);
  return { total, trainable: total - frozen, frozen };
}
