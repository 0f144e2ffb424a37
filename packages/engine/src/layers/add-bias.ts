import { withGradient } from '../tensorflow/custom-grad';
import { biasAdd, biasAddGrad } from '../tensorflow/raw-ops';
import type { tf } from '@reprise/runtime';

/** x plus a bias a channel, by TensorFlow's own kernels in both directions. @param bias float32 [channels] */
export const addBias = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x, bias], (value, b) => ({
    value: biasAdd(value, b),
    save: [],
    backward: (dy) => [dy, biasAddGrad(dy)],
  }));

/** The same, with a gradient for x alone: {@link biasGradient} gives the bias its own where that costs less. */
export const addBiasAsConstant = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x], (value) => ({ value: biasAdd(value, bias), save: [], backward: (dy) => [dy] }));

/** x as it is; the gradient that flows through it is the bias's, summed a channel. */
export const biasGradient = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x, bias], (value) => ({ value: value.clone(), save: [], backward: (dy) => [dy, biasAddGrad(dy)] }));
