import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A training by Keras 2 from the formula's weights, without dropout: a model of keras2-training.json. */
export interface GoldenRun {
  batches: { first_row: number; rows: number }[];
  loss: number[];
  params: number;
  weights: { name: string; shape: number[]; sum: number; l2: number; first: number[]; last: number[] }[];
  predictions: number[] | { sum: number; l2: number; first: number[]; last: number[] };
}

/** Trainings by Keras 2 (tf_keras 2.21, legacy optimizers), described in `_about` of the file. */
export const golden = JSON.parse(readFileSync(join(__dirname, 'keras2-training.json'), 'utf8')) as {
  models: Record<'autoencoder' | 'lenet' | 'birnn' | 'cnn_lstm' | 'transfer_tail', GoldenRun>;
  vgg16: Record<'block5_conv2' | 'pooled', { sum: number; l2: number; first: number[]; last: number[] }> & {
    pooled_first8: number[][];
  };
};

/** The summary of a tensor in the golden file, in doubles. */
export function fingerprint(values: ArrayLike<number>): { sum: number; l2: number; first: number[]; last: number[] } {
  const list = Array.from(values);
  return {
    sum: list.reduce((sum, x) => sum + x, 0),
    l2: Math.sqrt(list.reduce((sum, x) => sum + x * x, 0)),
    first: list.slice(0, 4),
    last: list.slice(-2),
  };
}
