import { addBias } from '../layers/add-bias';
import type { tf } from '@reprise/runtime';
import { asConv } from './conv-layer';
import { convolve } from './convolve';
import type { Rule } from './fuse';

/** Conv2D alone, in the form that costs least for the size of its output. */
export const conv: Rule = ([layer]) => {
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
