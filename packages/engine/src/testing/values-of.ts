import type { tf } from '@reprise/runtime';

/** What tensors hold. */
export const valuesOf = (tensors: tf.Tensor[]): number[][] => tensors.map((tensor) => Array.from(tensor.dataSync()));
