import { tf } from '@reprise/runtime';

/** Consecutive layers of a chain, computed together. */
export interface Stage {
  layers: number;
  apply(x: tf.Tensor, training: boolean): tf.Tensor;
}

/** Fuses the first layers of a chain; undefined if it does not apply to them. */
export type FusionRule = (chain: tf.layers.Layer[]) => Stage | undefined;

/** Splits a batch into parts whose sizes differ by at most one. */
export function split(batch: tf.Tensor, parts: number): tf.Tensor[] {
  const rows = batch.shape[0];
  const count = Math.min(parts, rows);
  if (count === 1) return [batch];
  const sizes = Array.from({ length: count }, (_, i) => Math.floor((rows + count - 1 - i) / count));
  return tf.split(batch, sizes, 0);
}
