import { withGradient } from '../tensorflow/custom-grad';
import { biasAdd, biasAddGrad, matMul } from '../tensorflow/raw-ops';
import type { tf } from '@reprise/runtime';

/**
 * x W + b, which TensorFlow computes in one kernel; `tf.matMul` and `tf.add` are a batched product and a broadcast sum.
 * @param x float32 [n, k] @param kernel [k, m] @param bias [m]
 */
export const affine = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x, kernel, bias], (value, W, b) => ({
    value: biasAdd(matMul(value, W), b),
    save: [value, W],
    backward: (dy, [v, w]) => [matMul(dy, w, false, true), matMul(v, dy, true, false), biasAddGrad(dy)],
  }));
