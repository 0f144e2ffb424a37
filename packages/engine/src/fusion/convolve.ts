import { tf } from '@reprise/runtime';
import { withGradient } from '../tensorflow/nn';
import { addN, matMul } from '../tensorflow/raw-ops';

/**
 * A convolution is computed as a matrix product if its output has at most this many rows and columns, and its input at least
 * this many channels. TensorFlow's convolution works along rows, which are too short here; with fewer channels, building the
 * patches costs more than it saves.
 */
const MAX_SIZE = 3;
const MIN_CHANNELS = 64;

/** Unused outputs are skipped if they are at least this share of all; cutting has a cost, too. */
const MIN_UNUSED_SHARE = 0.25;

interface Axis {
  outputs: number;
  before: number;
  after: number;
  /** The number of inputs that the outputs depend on, counted from the first. */
  inputs: number;
}

/** @param wanted the number of outputs to compute, of all outputs */
function axis(
  size: number,
  kernel: number,
  stride: number,
  padding: 'same' | 'valid',
  wanted: (outputs: number) => number,
): Axis {
  const all = padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;
  const before = padding === 'same' ? Math.floor(Math.max((all - 1) * stride + kernel - size, 0) / 2) : 0;
  const outputs = wanted(all);
  const reach = (outputs - 1) * stride + kernel - before;
  return { outputs, before, after: Math.max(0, reach - size), inputs: Math.min(reach, size) };
}

type Margins = [before: number, after: number];

/** Pads rows and columns with zeros. @param x [b, h, w, c] */
const pad = (x: tf.Tensor, rows: Margins, columns: Margins): tf.Tensor => tf.pad(x, [[0, 0], rows, columns, [0, 0]]);

/** Pads x for a convolution whose padding is `same`. @param x [b, h, w, c] @param kernel [kh, kw, c, f] */
export function padSame(x: tf.Tensor4D, kernel: tf.Tensor4D, strides: [number, number]): tf.Tensor4D {
  const margins = strides.map((stride, i): Margins => {
    const { before, after } = axis(x.shape[i + 1], kernel.shape[i], stride, 'same', (outputs) => outputs);
    return [before, after];
  });
  return pad(x, margins[0], margins[1]) as tf.Tensor4D;
}

/**
 * A convolution as a product: patches of pixels times the kernel (im2col).
 * @param x float32 [b, h, w, c], padded @param kernel [kh, kw, c, f]
 * @returns [b, rows, columns, f]
 */
function asProduct(x: tf.Tensor4D, kernel: tf.Tensor4D, rows: number, columns: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [kh, kw, , filters] = kernel.shape;
  const taps = Array.from({ length: kh * kw }, (_, k) => [Math.floor(k / kw), k % kw]);
  return withGradient([x, kernel], (value, K) => {
    const shifted = taps.map(([i, j]) => tf.slice(value, [0, i, j, 0], [batch, rows, columns, channels]));
    const patches = tf.reshape(tf.concat(shifted, 3), [-1, taps.length * channels]);
    const flat = tf.reshape(K, [-1, filters]);
    return {
      value: tf.reshape(matMul(patches, flat), [batch, rows, columns, filters]),
      save: [patches, flat],
      backward(dy, [p, k]) {
        const d = tf.reshape(dy, [-1, filters]);
        const dShifted = tf.split(
          tf.reshape(matMul(d, k, false, true), [batch, rows, columns, taps.length * channels]),
          taps.length,
          3,
        );
        const dx = taps.map(([i, j], tap) => pad(dShifted[tap], [i, height - rows - i], [j, width - columns - j]));
        return [addN(dx), tf.reshape(matMul(p, d, true, false), kernel.shape)];
      },
    };
  }) as tf.Tensor4D;
}

/**
 * A convolution, channels last, in its cheapest form: unused outputs are not computed, and an output of a few pixels is
 * computed as one product.
 * @param x float32 [b, h, w, c] @param kernel [kh, kw, c, f]
 * @param used the number of outputs that are used, of all along axis 0 (rows) or 1 (columns), counted from the first
 */
export function convolve(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  strides: [number, number],
  padding: 'same' | 'valid',
  used: (outputs: number, i: 0 | 1) => number = (outputs) => outputs,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const axes = (wanted: typeof used): [Axis, Axis] => [
    axis(height, kernel.shape[0], strides[0], padding, (outputs) => wanted(outputs, 0)),
    axis(width, kernel.shape[1], strides[1], padding, (outputs) => wanted(outputs, 1)),
  ];
  const area = ([{ outputs: a }, { outputs: b }]: [Axis, Axis]): number => a * b;
  const all = axes((outputs) => outputs);
  const some = axes(used);
  const cuts = area(some) <= (1 - MIN_UNUSED_SHARE) * area(all);
  const [rows, columns] = cuts ? some : all;
  const small = rows.outputs <= MAX_SIZE && columns.outputs <= MAX_SIZE && channels >= MIN_CHANNELS;
  const product = small && strides.every((stride) => stride === 1);
  if (!cuts && !product) return tf.conv2d(x, kernel, strides, padding);

  const cut =
    rows.inputs === height && columns.inputs === width
      ? x
      : tf.slice(x, [0, 0, 0, 0], [batch, rows.inputs, columns.inputs, channels]);
  const padded = [rows, columns].every((a) => a.before + a.after === 0)
    ? cut
    : (pad(cut, [rows.before, rows.after], [columns.before, columns.after]) as tf.Tensor4D);
  return product
    ? asProduct(padded, kernel, rows.outputs, columns.outputs)
    : tf.conv2d(padded, kernel, strides, 'valid');
}
