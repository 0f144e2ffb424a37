import type { tf } from '@reprise/runtime';

/** Applies layers one after the other. @returns the last one's output */
export const applyChain = (input: tf.SymbolicTensor, layers: readonly tf.layers.Layer[]): tf.SymbolicTensor =>
  layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
