import { createRandom } from '../random/random';
import { tf } from '@reprise/runtime';

/** float32, uniform in [low, high): numbers that depend on name and shape alone. */
export function numbers(name: string, shape: number[], low: number, high: number): tf.Tensor {
  const values = createRandom(1).fork(name).uniform(tf.util.sizeFromShape(shape), low, high);
  return tf.tensor(Float32Array.from(values), shape);
}
