import { backend, intraOpThreads, tf } from '@reprise/runtime';
import { addBias, withGradient } from '../tensorflow/nn';
import { addN, gather, sparseMatMul, unsortedSegmentSum, where } from '../tensorflow/raw-ops';
import { standardName } from '../tfjs/standard-classes';
import { asConv, asTwo, conv as conv2d, MONOTONE } from './conv';
import { padSame } from './convolve';
import { type FusionRule, split } from './stage';

/** With shorter patches or fewer products, finding the largest outputs costs more than sparse gradients save. */
const MIN_PATCH = 256;
const MIN_PRODUCTS = 2 ** 25;

/**
 * The largest output of a convolution for each row and filter. Only these outputs have gradients, so the gradients of x and
 * of each tap of the kernel are products with a sparse matrix [pixels of x, filters]. As in TensorFlow.js, each of several
 * equal outputs gets the whole gradient; if nearly all are equal, as with padding alone, this takes longer than dense gradients.
 * @param x float32 [b, h, w, c], padded @param kernel [kh, kw, c, f] @param bias [f]
 * @returns [b, f]
 */
function largest(x: tf.Tensor4D, kernel: tf.Tensor4D, strides: [number, number], bias?: tf.Tensor): tf.Tensor {
  const [batch, height, width, channels] = x.shape;
  const [kh, kw, , filters] = kernel.shape;
  // Pixels from a patch's first one to each.
  const taps = Array.from({ length: kh * kw }, (_, k) => Math.floor(k / kw) * width + (k % kw));
  return withGradient(bias ? [x, kernel, bias] : [x, kernel], (value, K, b) => {
    const z = tf.conv2d(value as tf.Tensor4D, K as tf.Tensor4D, strides, 'valid');
    const y = b ? addBias(z, b) : z;
    const most = tf.max(y, [1, 2], true);
    return {
      value: tf.reshape(most, [batch, filters]),
      save: [value, K, y, most],
      backward(dy, [v, k, all, top]) {
        // Only ops that take any number of places: it differs between steps. Not `equal`, since NaN has a gradient, too.
        const places = where(tf.logicalNot(tf.less(all, top)));
        const column = (...axes: number[]): tf.Tensor => gather(places, tf.tensor1d(axes, 'int32'), 1);
        const values = tf.gatherND(dy, column(0, 3));
        const toMatrix = tf.tensor2d([height * width, strides[0] * width, strides[1], 0, 0, 0, 0, 1], [2, 4], 'int32');
        const first = tf.sum(tf.mul(tf.expandDims(places, 1), toMatrix), 2);
        const times = (tap: number, dense: tf.Tensor, transpose: boolean): tf.Tensor => {
          const indices = tf.add(first, tf.tensor1d([tap, 0], 'int32'));
          return sparseMatMul(indices, values, [batch * height * width, filters], dense, transpose);
        };
        const pixels = tf.reshape(v, [-1, channels]);
        const kernels = tf.unstack(tf.reshape(tf.transpose(k, [0, 1, 3, 2]), [-1, filters, channels]));
        const dKernel = tf.stack(taps.map((tap) => times(tap, pixels, true)));
        return [
          tf.reshape(addN(taps.map((tap, i) => times(tap, kernels[i], false))), x.shape),
          tf.transpose(tf.reshape(dKernel, [kh, kw, filters, channels]), [0, 1, 3, 2]),
          ...(bias ? [unsortedSegmentSum(values, gather(places, tf.scalar(3, 'int32'), 1), filters)] : []),
        ];
      },
    };
  });
}

/**
 * Conv1D and GlobalMaxPooling1D, or Conv2D and GlobalMaxPooling2D, with the activation last. Two halves of a batch run side
 * by side.
 */
export const convThenGlobalMax: FusionRule = ([first, second]) => {
  const [, dimensions] = /^GlobalMaxPooling([12]D)$/.exec((second && standardName(second)) ?? '') ?? [];
  const conv = dimensions && asConv(first, `Conv${dimensions}` as 'Conv1D' | 'Conv2D');
  const supported = conv && MONOTONE.includes(conv.activation.getClassName());
  if (!supported || second.getConfig()['dataFormat'] === 'channelsFirst') return undefined;
  const convStage = conv2d([first]);
  const [convCall, poolCall] = [first, second].map((layer) => layer.call.bind(layer));
  const [kh, kw] = asTwo(conv.kernelSize);
  const strides = asTwo(conv.strides);
  return {
    layers: 2,
    apply(x, training) {
      const channels = x.shape[x.rank - 1] as number;
      const patch = kh * kw * channels;
      const outputs = (x.size / channels / strides[0] / strides[1]) * conv.filters;
      // TensorFlow's sparse products are not deterministic on a GPU and with several threads.
      const deterministic = !backend().isUsingGpuDevice && intraOpThreads() === 1;
      if (!deterministic || patch < MIN_PATCH || outputs * patch < MIN_PRODUCTS)
        return poolCall(convStage ? convStage.apply(x, training) : convCall(x, {}), {}) as tf.Tensor;
      const [height, width] = asTwo(x.shape.slice(1, -1));
      const image = tf.reshape(x, [-1, height, width, channels]) as tf.Tensor4D;
      const kernel = tf.reshape(conv.kernel.read(), [kh, kw, channels, conv.filters]) as tf.Tensor4D;
      const padded = conv.padding === 'same' ? padSame(image, kernel, strides) : image;
      const parts = split(padded, 2) as tf.Tensor4D[];
      return conv.activation.apply(tf.concat(parts.map((part) => largest(part, kernel, strides, conv.bias?.read()))));
    },
  };
};
