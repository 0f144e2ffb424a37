import { tf } from '../tensorflow/tf';

/** Inputs and targets of some rows. The caller disposes them. */
export interface Batch {
  x: tf.Tensor;
  /** As the loss takes them; the inputs themselves where a model reconstructs. */
  y: tf.Tensor;
}

/** Rows that are gathered when a step needs them, so that a data set may lie on disk. */
export interface Dataset {
  readonly rows: number;
  gather(rows: Int32Array): Batch;
}

/** The first `rows` rows. */
export const slice = (data: Dataset, rows: number): Dataset => ({ ...data, rows: Math.min(rows, data.rows) });

/** Copies rows of `width` elements each. */
export function gatherInto<T extends Float32Array | Int32Array>(
  target: T,
  source: { subarray(from: number, to: number): ArrayLike<number> },
  rows: Int32Array,
  width: number,
): T {
  rows.forEach((row, i) => target.set(source.subarray(row * width, (row + 1) * width), i * width));
  return target;
}

/** The values 0 to 255 as float32 of v / 255: what NumPy's `astype('float32') / 255` gives, to the bit. */
const SCALED = Float32Array.from({ length: 256 }, (_, value) => value / 255);

/**
 * Bytes of images as float32 in [0, 1].
 * @param images uint8, row after row
 * @param shape of one image, such as [28, 28, 1]
 */
export function scaledImages(images: Uint8Array, rows: Int32Array, shape: number[]): tf.Tensor {
  const width = shape.reduce((product, n) => product * n, 1);
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let at = 0; at < width; at++) values[i * width + at] = SCALED[images[row * width + at]];
  });
  return tf.tensor(values, [rows.length, ...shape], 'float32');
}
