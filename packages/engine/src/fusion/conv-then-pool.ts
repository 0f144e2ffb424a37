import { tf } from '@reprise/runtime';
import { withGradient } from '../tensorflow/nn';
import { biasAdd, biasAddGrad } from '../tensorflow/raw-ops';
import { standardName } from '../tfjs/standard-classes';
import { asConv, asTwo, type Conv, MONOTONE } from './conv';
import { convolve } from './convolve';
import type { FusionRule } from './stage';

/** Private members of TensorFlow.js's pooling layers. */
interface MaxPooling extends tf.layers.Layer {
  poolSize: number[];
  strides: number[];
  padding: 'same' | 'valid';
  dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** The layer if it pools windows that do not overlap. */
function asMaxPooling(layer: tf.layers.Layer | undefined, className: string): MaxPooling | undefined {
  if (!layer || standardName(layer) !== className) return undefined;
  const pool = layer as MaxPooling;
  const disjoint = pool.poolSize.every((size, i) => size === pool.strides[i]);
  return disjoint && pool.dataFormat !== 'channelsFirst' ? pool : undefined;
}

/** Adds a bias to each channel, without a gradient for the bias: {@link biasGradient} gives it. */
const addBiasAsConstant = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x], (value) => ({ value: biasAdd(value, bias), save: [], backward: (dy) => [dy] }));

/** The identity of x. The gradient of `bias` is the gradient of x, summed over each channel. */
const biasGradient = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  withGradient([x, bias], (value) => ({ value: value.clone(), save: [], backward: (dy) => [dy, biasAddGrad(dy)] }));

/** Convolution, bias and pooling; the gradient of the bias is summed over the pooled elements. */
function convAndPool(x: tf.Tensor4D, conv: Conv, pool: MaxPooling): tf.Tensor {
  const [inputs, filters] = conv.kernel.read().shape.slice(-2);
  const kernel = tf.reshape(conv.kernel.read(), [...asTwo(conv.kernelSize), inputs, filters]) as tf.Tensor4D;
  const bias = conv.bias?.read();
  const windows = asTwo(pool.poolSize);
  // Without padding, pooling drops the outputs that do not fill a window.
  const used = (outputs: number, i: 0 | 1): number =>
    pool.padding === 'valid' && outputs >= windows[i] ? outputs - (outputs % windows[i]) : outputs;
  const convolved = convolve(x, kernel, asTwo(conv.strides), conv.padding, used);
  const biased = bias ? addBiasAsConstant(convolved, bias) : convolved;
  const pooled = tf.maxPool(biased as tf.Tensor4D, windows, asTwo(pool.strides), pool.padding);
  return bias ? biasGradient(pooled, bias) : pooled;
}

/**
 * Conv2D and MaxPooling2D, with the activation, and the gradient of the bias, after the pooling, where a quarter of the
 * elements is left. Values are identical: relu is monotone, and pooling passes each gradient to one element.
 */
export const convThenPool: FusionRule = ([first, second]) => {
  const conv = asConv(first, 'Conv2D');
  const pool = asMaxPooling(second, 'MaxPooling2D');
  if (!conv || !pool || !MONOTONE.includes(conv.activation.getClassName())) return undefined;
  return { layers: 2, apply: (x) => conv.activation.apply(convAndPool(x as tf.Tensor4D, conv, pool)) };
};

/** The same for Conv1D, an ELU layer and MaxPooling1D. ELU is monotone up to the last bit of its exp. */
export const convThenEluThenPool: FusionRule = ([first, elu, third]) => {
  const conv = asConv(first, 'Conv1D');
  const pool = asMaxPooling(third, 'MaxPooling1D');
  if (!conv || !pool || !elu || standardName(elu) !== 'ELU' || conv.activation.getClassName() !== 'linear')
    return undefined;
  const activate = elu.call.bind(elu);
  return {
    layers: 3,
    apply(x) {
      const [batch, length, channels] = x.shape;
      const pooled = convAndPool(tf.reshape(x, [batch, 1, length, channels]) as tf.Tensor4D, conv, pool);
      return activate(tf.reshape(pooled, [batch, pooled.shape[2] as number, conv.filters]), {}) as tf.Tensor;
    },
  };
};
