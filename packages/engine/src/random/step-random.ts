import { statelessRandomUniform } from '../tensorflow/raw-ops';
import { tf } from '../tensorflow/tf';

let current: { seed: tf.Tensor1D; drawn: number } | undefined;

/**
 * Runs `work` with random numbers for one training step. Layers draw them with {@link stepUniform}; each draw has a seed
 * of its own, derived from `seed` and the draw's place in the step.
 * @param seed int32 [2]: the run's seed and the number of the step, which the step itself counts up
 */
export function withStepRandom<T>(seed: tf.Tensor1D, work: () => T): T {
  const outer = current;
  current = { seed, drawn: 0 };
  try {
    return work();
  } finally {
    current = outer;
  }
}

/** Uniform numbers in [0, 1) for the step that runs. @throws Error outside of {@link withStepRandom} */
export function stepUniform(shape: number[]): tf.Tensor {
  if (current === undefined) throw new Error('a layer drew random numbers outside of a training step');
  // An odd constant (from MurmurHash3) spreads the draws of a step over the 2^32 seeds.
  const place = Math.imul(++current.drawn, 0x85ebca6b) | 0;
  return statelessRandomUniform(shape, tf.add(current.seed, tf.tensor1d([place, 0], 'int32')));
}

/**
 * A dropout mask: 0 with probability `rate`, else 1 / (1 - rate), so that sums keep their expectation.
 * Keras 2: `K.dropout`, inverted dropout.
 */
export function dropoutMask(shape: number[], rate: number): tf.Tensor {
  return tf.mul(tf.cast(tf.greaterEqual(stepUniform(shape), rate), 'float32'), 1 / (1 - rate));
}
