import { withGradient } from '../tensorflow/custom-grad';
import { addN, matMul } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

/**
 * Outputs of so few rows and columns, from so many channels on, are computed as a product: TensorFlow's own convolution
 * works along rows and finds none. With few channels, laying out what the taps see costs more than it saves.
 */
const NARROW = 3;
const DEEP = 64;

/** Outputs that nobody sees are left out where they are more than this share; cutting costs something, too. */
const WORTH_CUTTING = 0.25;

/** One axis of a convolution: how many outputs there are, and what is padded or left out so that there are so many. */
interface Axis {
  outputs: number;
  before: number;
  after: number;
  /** How many inputs are seen, from the first on. */
  seen: number;
}

/** @param wanted which of so many outputs are computed, from the first on */
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
  return { outputs, before, after: Math.max(0, reach - size), seen: Math.min(reach, size) };
}

/**
 * The same convolution as a product: the pixels that each tap of the kernel sees, side by side, times the kernel.
 * @param x float32 [b, h, w, c], padded @param kernel [kh, kw, c, f]
 * @returns [b, rows, columns, f]
 */
function asProduct(x: tf.Tensor4D, kernel: tf.Tensor4D, rows: number, columns: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [kh, kw, , filters] = kernel.shape;
  const taps = Array.from({ length: kh * kw }, (_, k) => [Math.floor(k / kw), k % kw]);
  return withGradient([x, kernel], (value, K) => {
    const seen = taps.map(([i, j]) => tf.slice(value, [0, i, j, 0], [batch, rows, columns, channels]));
    const patches = tf.reshape(tf.concat(seen, 3), [-1, taps.length * channels]);
    const flat = tf.reshape(K, [-1, filters]);
    return {
      value: tf.reshape(matMul(patches, flat), [batch, rows, columns, filters]),
      save: [patches, flat],
      backward(dy, [p, k]) {
        const d = tf.reshape(dy, [-1, filters]);
        const dSeen = tf.split(
          tf.reshape(matMul(d, k, false, true), [batch, rows, columns, taps.length * channels]),
          taps.length,
          3,
        );
        const dx = taps.map(([i, j], tap) =>
          tf.pad(dSeen[tap], [
            [0, 0],
            [i, height - rows - i],
            [j, width - columns - j],
            [0, 0],
          ]),
        );
        return [addN(dx), tf.reshape(matMul(p, d, true, false), kernel.shape)];
      },
    };
  }) as tf.Tensor4D;
}

/**
 * A convolution, channels last, in the form that costs least: outputs that nobody sees are not computed, and where the
 * output is only a few pixels wide it is one product.
 * @param x float32 [b, h, w, c] @param kernel [kh, kw, c, f]
 * @param seen how many of all outputs along axis 0 (rows) or 1 (columns) are computed, from the first on
 */
export function convolve(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  strides: [number, number],
  padding: 'same' | 'valid',
  seen: (outputs: number, i: 0 | 1) => number = (outputs) => outputs,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const axes = (wanted: typeof seen): [Axis, Axis] => [
    axis(height, kernel.shape[0], strides[0], padding, (outputs) => wanted(outputs, 0)),
    axis(width, kernel.shape[1], strides[1], padding, (outputs) => wanted(outputs, 1)),
  ];
  const area = ([{ outputs: a }, { outputs: b }]: [Axis, Axis]): number => a * b;
  const all = axes((outputs) => outputs);
  const some = axes(seen);
  const cuts = area(some) <= (1 - WORTH_CUTTING) * area(all);
  const [rows, columns] = cuts ? some : all;
  const small = rows.outputs <= NARROW && columns.outputs <= NARROW && channels >= DEEP;
  const narrow = small && strides.every((stride) => stride === 1);
  if (!cuts && !narrow) return tf.conv2d(x, kernel, strides, padding);

  const cut =
    rows.seen === height && columns.seen === width
      ? x
      : tf.slice(x, [0, 0, 0, 0], [batch, rows.seen, columns.seen, channels]);
  const padded = [rows, columns].every((a) => a.before + a.after === 0)
    ? cut
    : tf.pad4d(cut, [
        [0, 0],
        [rows.before, rows.after],
        [columns.before, columns.after],
        [0, 0],
      ]);
  return narrow
    ? asProduct(padded, kernel, rows.outputs, columns.outputs)
    : tf.conv2d(padded, kernel, strides, 'valid');
}
