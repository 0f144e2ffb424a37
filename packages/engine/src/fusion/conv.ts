import type { tf } from '@reprise/runtime';
import { addBias } from '../tensorflow/nn';
import { type Activation, activationName, standardName } from '../tfjs/standard-classes';
import { convolve } from './convolve';
import type { FusionRule } from './stage';

/** Private members of TensorFlow.js's Conv1D and Conv2D. */
interface ConvFields extends tf.layers.Layer {
  kernel: tf.LayerVariable;
  bias: tf.LayerVariable | null;
  filters: number;
  kernelSize: number[];
  strides: number[];
  dilationRate: number[];
  padding: 'same' | 'valid' | 'causal';
  dataFormat: 'channelsLast' | 'channelsFirst';
  activation: Activation;
}

export type Conv = Omit<ConvFields, 'padding'> & { padding: 'same' | 'valid' };

/** The layer if it is a convolution of this class with channels last and without dilation. */
export function asConv(layer: tf.layers.Layer | undefined, className: 'Conv1D' | 'Conv2D'): Conv | undefined {
  if (!layer || standardName(layer) !== className) return undefined;
  const conv = layer as ConvFields;
  const supported =
    conv.dataFormat === 'channelsLast' &&
    conv.dilationRate.every((rate) => rate === 1) &&
    activationName(conv.activation) !== undefined;
  return supported && conv.padding !== 'causal' ? (conv as Conv) : undefined;
}

/** Monotone activations: the maximum of activations is the activation of the maximum. */
export const MONOTONE = ['relu', 'linear'];

/** Sizes along one dimension as sizes along two, as Conv1D and MaxPooling1D do. */
export const asTwo = (sizes: number[]): [number, number] => (sizes.length === 1 ? [1, sizes[0]] : [sizes[0], sizes[1]]);

/** Conv2D in the cheapest form for its output size. */
export const conv: FusionRule = ([layer]) => {
  const conv2d = asConv(layer, 'Conv2D');
  if (!conv2d) return undefined;
  return {
    layers: 1,
    apply(x) {
      const { kernel, bias, strides, padding, activation } = conv2d;
      const z = convolve(x as tf.Tensor4D, kernel.read() as tf.Tensor4D, strides as [number, number], padding);
      return activation.apply(bias ? addBias(z, bias.read()) : z);
    },
  };
};
