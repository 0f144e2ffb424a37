// Ops of neural networks, each with a gradient of few TensorFlow kernels.
import { tf } from '@reprise/runtime';
import { biasAdd, biasAddGrad, gather, matMul, unsortedSegmentSum } from './raw-ops';

/**
 * A typed `tf.customGrad`. A tensor that `backward` needs must be in `save`: others are disposed when the forward pass ends.
 *
 * @param forward returns the value, the tensors to save, and a function from d loss / d value to the gradient of each input
 */
export function withGradient(
  inputs: tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => {
    value: tf.Tensor;
    save: tf.Tensor[];
    backward: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];
  },
): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const keep = args[inputs.length] as unknown as (tensors: tf.Tensor[]) => void;
    const { value, save, backward } = forward(...(args.slice(0, inputs.length) as tf.Tensor[]));
    keep(save);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => backward(dy, saved);
    return { value, gradFunc: gradFunc as unknown as (dy: tf.Tensor) => tf.Tensor };
  });
  return run(...inputs);
}

/**
 * x W + b, one kernel in TensorFlow. `tf.matMul` and `tf.add` are a batched product and a broadcast sum.
 * @param x float32 [n, k] @param kernel [k, m] @param bias [m]
 */
export const affine = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x, kernel, bias], (value, W, b) => ({
    value: biasAdd(matMul(value, W), b),
    save: [value, W],
    backward: (dy, [v, w]) => [matMul(dy, w, false, true), matMul(v, dy, true, false), biasAddGrad(dy)],
  }));

/** Adds a bias to each channel. @param bias float32 [channels] */
export const addBias = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x, bias], (value, b) => ({
    value: biasAdd(value, b),
    save: [],
    backward: (dy) => [dy, biasAddGrad(dy)],
  }));

/**
 * Looks up rows of a table.
 * @param table float32 [rows, width] @param ids [batch, length], whole numbers of any type
 * @returns float32 [batch, length, width]
 */
export function embeddingLookup(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  const [rows, width] = table.shape;
  const flat = tf.reshape(tf.cast(ids, 'int32'), [-1]);
  return withGradient([table], (weights) => ({
    value: tf.reshape(gather(weights, flat), [...ids.shape, width]),
    save: [flat],
    backward: (dy, [at]) => [unsortedSegmentSum(tf.reshape(dy, [-1, width]), at, rows)],
  }));
}
