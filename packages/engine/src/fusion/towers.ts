import { standardName } from '../layers/standard-name';
import { tf } from '@reprise/runtime';

/** Splits a batch into parts whose sizes differ by one at most. */
export function split(tensor: tf.Tensor, parts: number): tf.Tensor[] {
  const rows = tensor.shape[0];
  const count = Math.min(parts, rows);
  if (count === 1) return [tensor];
  const sizes = Array.from({ length: count }, (_, i) => Math.floor((rows + count - 1 - i) / count));
  return tf.split(tensor, sizes, 0);
}

/**
 * The first of some layers that treat each row of a batch by itself, without masks and states: all that engine knows by name,
 * since it knows no batch normalization.
 */
export function rowByRow(layers: tf.layers.Layer[]): tf.layers.Layer[] {
  const plain = (layer: tf.layers.Layer): boolean =>
    standardName(layer) !== undefined && !layer.stateful && layer.getConfig()['maskZero'] !== true;
  const end = layers.findIndex((layer) => !plain(layer));
  return end < 0 ? layers : layers.slice(0, end);
}
