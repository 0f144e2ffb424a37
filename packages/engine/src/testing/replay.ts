import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../graph/compile';
import { runEagerly } from '../graph/program';
import type { Optimizer } from '../optimizers/optimizer';
import { tf } from '@reprise/runtime';
import { type Dataset, gather } from '../training/dataset';
import { type Trainee, trainableOf, trainingStep } from '../training/programs';

/** One model of keras2-training.json: what Keras 2 did from the formula's weights without dropout. */
export interface GoldenRun {
  batches: { first_row: number; rows: number }[];
  loss: number[];
  params: number;
  weights: { name: string; shape: number[]; sum: number; l2: number; first: number[]; last: number[] }[];
  predictions: number[] | { sum: number; l2: number; first: number[]; last: number[] };
}

/** Reference runs of Keras 2 (tf_keras 2.21, legacy optimizers); `_about` in the file says how they were made. */
export const golden = JSON.parse(readFileSync(join(__dirname, 'keras2-training.json'), 'utf8')) as {
  models: Record<'autoencoder' | 'lenet' | 'birnn' | 'cnn_lstm' | 'transfer_tail', GoldenRun>;
  vgg16: Record<'block5_conv2' | 'pooled', { sum: number; l2: number; first: number[]; last: number[] }> & {
    pooled_first8: number[][];
  };
};

/** What stays of a tensor in the golden file, in doubles. */
export function fingerprint(values: ArrayLike<number>): { sum: number; l2: number; first: number[]; last: number[] } {
  const list = Array.from(values);
  return {
    sum: list.reduce((sum, x) => sum + x, 0),
    l2: Math.sqrt(list.reduce((sum, x) => sum + x * x, 0)),
    first: list.slice(0, 4),
    last: list.slice(-2),
  };
}

/**
 * Trains over a golden run's batches, from the weights that the trainee's layers hold.
 * @returns each step's loss, regularizer included, and the weights at the end
 */
export function replay(
  how: 'eager' | 'compiled',
  trainee: Trainee,
  createOptimizer: (weights: tf.Variable[]) => Optimizer,
  data: Dataset,
  batches: GoldenRun['batches'],
): { losses: number[]; weights: Float32Array[] } {
  const weights = trainableOf(trainee.layers);
  const optimizer = createOptimizer(weights);
  const seed = tf.variable(tf.tensor1d([1, 0], 'int32'), false);
  const variables = [...weights, ...optimizer.state, seed];
  const program = trainingStep(trainee, weights, optimizer, seed);
  const inputs = batches.map(({ first_row, rows }) => {
    const { x, y } = gather(
      data,
      Int32Array.from({ length: rows }, (_, i) => first_row + i),
    );
    // Where inputs are targets, both are one tensor, and a program wants two.
    return [x, x.dataId === y.dataId ? tf.mul(y, 1) : y];
  });
  const sizes = new Map(inputs.map(([x, y]) => [`train${x.shape[0]}`, { program, inputs: [x, y] }]));
  const compiled = how === 'compiled' ? compile<string>(variables, Object.fromEntries(sizes)) : undefined;
  const losses = inputs.map(([x, y]) => {
    const [figures] = compiled ? compiled.run(`train${x.shape[0]}`, [x, y]) : runEagerly(program, [x, y]);
    const [loss, regularization] = figures.dataSync();
    figures.dispose();
    return loss + regularization;
  });
  compiled?.pull();
  const trained = weights.map((weight) => weight.dataSync<'float32'>().slice());
  compiled?.dispose();
  tf.dispose([...inputs.flat(), seed]);
  optimizer.dispose();
  return { losses, weights: trained };
}
