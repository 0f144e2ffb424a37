import { tf } from '@reprise/runtime';
import { createRandom } from '../random/random';

/** float32, uniform in [low, high). Depends on name and shape only. */
export function numbers(name: string, shape: number[], low: number, high: number): tf.Tensor {
  const values = createRandom(1).fork(name).uniform(tf.util.sizeFromShape(shape), low, high);
  return tf.tensor(Float32Array.from(values), shape);
}

export const valuesOf = (tensors: tf.Tensor[]): number[][] => tensors.map((tensor) => Array.from(tensor.dataSync()));

/** Expects equal shapes, and values within 5e-6: absolutely up to 1, relatively above. */
export function expectClose(found: tf.Tensor, expected: tf.Tensor): void {
  expect(found.shape).toEqual(expected.shape);
  const close = (value: number): unknown => expect.closeTo(value, 5 - Math.log10(Math.max(1, Math.abs(value))));
  expect(Array.from(found.dataSync())).toEqual(Array.from(expected.dataSync(), close));
}
