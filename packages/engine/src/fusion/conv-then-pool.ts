import { addBiasAsConstant, biasGradient } from '../layers/add-bias';
import { tf } from '@reprise/runtime';
import { standardName } from '../layers/standard-name';
import { asConv, type Conv } from './conv-layer';
import { convolve } from './convolve';
import type { Rule } from './fuse';

interface MaxPooling extends tf.layers.Layer {
  poolSize: number[];
  strides: number[];
  padding: 'same' | 'valid';
  dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** Activations that never fall, for which the largest of some values is that of the largest value. */
const MONOTONE = ['relu', 'linear'];

/** The layer, when it pools windows that do not overlap. */
function asMaxPooling(layer: tf.layers.Layer | undefined, className: string): MaxPooling | undefined {
  if (!layer || standardName(layer) !== className) return undefined;
  const pool = layer as MaxPooling;
  const apart = pool.poolSize.every((size, i) => size === pool.strides[i]);
  return apart && pool.dataFormat !== 'channelsFirst' ? pool : undefined;
}

/** One dimension as the second of two: what Conv1D and MaxPooling1D do themselves. */
const asTwo = (sizes: number[]): [number, number] => (sizes.length === 1 ? [1, sizes[0]] : [sizes[0], sizes[1]]);

/** Convolution, bias and pooling; the bias's gradient is summed after pooling. */
function convAndPool(x: tf.Tensor4D, conv: Conv, pool: MaxPooling): tf.Tensor {
  const [inputs, filters] = conv.kernel.read().shape.slice(-2);
  const kernel = tf.reshape(conv.kernel.read(), [...asTwo(conv.kernelSize), inputs, filters]) as tf.Tensor4D;
  const bias = conv.bias?.read();
  const windows = asTwo(pool.poolSize);
  // Without padding, pooling drops what fills no window.
  const seen = (outputs: number, i: 0 | 1): number =>
    pool.padding === 'valid' && outputs >= windows[i] ? outputs - (outputs % windows[i]) : outputs;
  const convolved = convolve(x, kernel, asTwo(conv.strides), conv.padding, seen);
  const biased = bias ? addBiasAsConstant(convolved, bias) : convolved;
  const pooled = tf.maxPool(biased as tf.Tensor4D, windows, asTwo(pool.strides), pool.padding);
  return bias ? biasGradient(pooled, bias) : pooled;
}

/**
 * Conv2D and MaxPooling2D: the activation comes after the pooling, and so does the bias on the way back, where a quarter
 * of the elements is left. The values are the same to the bit: relu turns no order around, and pooling hands a gradient
 * on to one element whole.
 */
export const convThenPool: Rule = ([first, second]) => {
  const conv = asConv(first, 'Conv2D');
  const pool = asMaxPooling(second, 'MaxPooling2D');
  if (!conv || !pool || !MONOTONE.includes(conv.activation.getClassName())) return undefined;
  return { layers: 2, apply: (x) => conv.activation.apply(convAndPool(x as tf.Tensor4D, conv, pool)) };
};

/** The same for Conv1D, an ELU of its own, and MaxPooling1D. ELU never falls either, but for the last bit of its exp. */
export const convThenEluThenPool: Rule = ([first, elu, third]) => {
  const conv = asConv(first, 'Conv1D');
  const pool = asMaxPooling(third, 'MaxPooling1D');
  if (!conv || !pool || !elu || standardName(elu) !== 'ELU' || conv.activation.getClassName() !== 'linear')
    return undefined;
  // Not `apply`: something else may stand in for the layer's call by then.
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
