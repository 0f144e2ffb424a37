import { tf } from '@reprise/runtime';
import { addBias } from '../tensorflow/nn';
import { standardName } from '../tfjs/standard-classes';
import { asConv } from './conv';
import type { FusionRule } from './stage';

/** Private members of TensorFlow.js's UpSampling2D. */
interface UpSampling2d extends tf.layers.Layer {
  size: [number, number];
  interpolation: 'nearest' | 'bilinear';
  dataFormat: 'channelsLast' | 'channelsFirst';
}

/** Activations over all channels of a pixel. */
const ACROSS_CHANNELS = ['softmax', 'logSoftmax'];

/**
 * The taps of the kernel that fall on each pixel before upsampling, along one axis. Output pixel 2j + p depends on the
 * upsampled pixels 2j + p - pad + k for k = 0, 1, …, which are the pixels j + floor((p - pad + k) / 2).
 * @returns [p][o][k]: 1 if tap k of phase p falls on the pixel at offset o, counted from the first that is used
 */
function taps(kernelSize: number, padding: 'same' | 'valid'): number[][][] {
  const pad = padding === 'same' ? (kernelSize - 1) / 2 : 0;
  const offset = (p: number, k: number): number => Math.floor((p - pad + k) / 2);
  const [first, last] = [offset(0, 0), offset(1, kernelSize - 1)];
  return [0, 1].map((p) =>
    Array.from({ length: last - first + 1 }, (_, o) =>
      Array.from({ length: kernelSize }, (_, k) => (offset(p, k) === first + o ? 1 : 0)),
    ),
  );
}

/**
 * The kernel before upsampling that is equivalent to `kernel` after it. Its filters are those of the four pixels into which
 * one is upsampled, in the order of {@link depthToSpace}.
 * @param kernel float32 [k, k, in, out], k odd
 * @returns float32 [t, t, in, 4 · out]; t is k for k = 3 and padding 'same', 2 for 'valid'
 */
export function subpixelKernel(kernel: tf.Tensor, padding: 'same' | 'valid'): tf.Tensor4D {
  const [size, , channels, filters] = kernel.shape;
  const axis = taps(size, padding);
  const t = axis[0].length;
  const rows: number[][] = [];
  for (let y = 0; y < t; y++)
    for (let x = 0; x < t; x++)
      for (const down of axis) for (const right of axis) rows.push(down[y].flatMap((a) => right[x].map((b) => a * b)));
  const sums = tf.matMul(tf.tensor2d(rows), tf.reshape(kernel, [size * size, channels * filters]) as tf.Tensor2D);
  const byPixel = tf.transpose(tf.reshape(sums, [t * t, 4, channels, filters]), [0, 2, 1, 3]);
  return tf.reshape(byPixel, [t, t, channels, 4 * filters]);
}

/**
 * [b, h, w, 4 · c] to [b, 2 · h, 2 · w, c]: pixel (2 · i + p, 2 · j + q) gets channels from (2 · p + q) · c on. One
 * swap of two axes, which is faster than TensorFlow's DepthToSpace and its gradient.
 */
function depthToSpace(x: tf.Tensor): tf.Tensor4D {
  const [b, h, w, depth] = x.shape;
  const swapped = tf.transpose(tf.reshape(x, [b * h, w, 2, depth / 2]), [0, 2, 1, 3]);
  return tf.reshape(swapped, [b, 2 * h, 2 * w, depth / 4]);
}

/**
 * UpSampling2D (nearest, 2 x 2) and Conv2D as one convolution before upsampling, with four times the filters, whose outputs
 * are then laid out as pixels (Shi et al. 2016). The upsampled image is never made, and taps that fall on the same pixel are
 * added once in the kernel instead of once per pixel. Values are identical up to rounding.
 */
export const upsampleThenConv: FusionRule = ([first, second]) => {
  const conv = asConv(second, 'Conv2D');
  if (!first || standardName(first) !== 'UpSampling2D' || !conv) return undefined;
  const { size, interpolation, dataFormat } = first as UpSampling2d;
  const [k, other] = conv.kernelSize;
  const elementwise = !ACROSS_CHANNELS.includes(conv.activation.getClassName());
  const supported = elementwise && interpolation === 'nearest' && dataFormat === 'channelsLast' && `${size}` === '2,2';
  if (!supported || k !== other || k % 2 === 0 || conv.strides.some((stride) => stride !== 1)) return undefined;
  return {
    layers: 2,
    apply(x) {
      const kernel = subpixelKernel(conv.kernel.read(), conv.padding);
      const pixels = tf.conv2d(x as tf.Tensor4D, kernel, 1, conv.padding);
      const biased = conv.bias ? addBias(pixels, tf.tile(conv.bias.read(), [4])) : pixels;
      return depthToSpace(conv.activation.apply(biased));
    },
  };
};
