import type { tf } from '@reprise/runtime';

/** Consecutive layers of a chain, computed together. */
export interface Stage {
  layers: number;
  apply(x: tf.Tensor, training: boolean): tf.Tensor;
}

/** Fuses the first layers of a chain; undefined if it does not apply to them. */
export type FusionRule = (chain: tf.layers.Layer[]) => Stage | undefined;
