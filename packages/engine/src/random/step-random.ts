import { statelessRandom, statelessRandomInts } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

let current: { seed: tf.Tensor1D; drawn: number } | undefined;

/**
 * Runs `work` with random numbers for one training step. Layers draw them by {@link dropoutMask}; each draw has a seed
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

/** Whether random numbers are those of a step. */
export const drawsInStep = (): boolean => current !== undefined;

/** int32 [2], of a draw's own. @throws Error outside of {@link withStepRandom} */
function drawSeed(): tf.Tensor1D {
  if (current === undefined) throw new Error('a layer drew random numbers outside of a training step');
  // An odd constant (from MurmurHash3) spreads the draws of a step over the 2^32 seeds.
  const place = Math.imul(++current.drawn, 0x85ebca6b) | 0;
  return tf.add(current.seed, tf.tensor1d([place, 0], 'int32'));
}

/** `count` int32 for the step that runs, all 32 bits random. @throws Error outside of {@link withStepRandom} */
const stepBits = (count: number): tf.Tensor1D => statelessRandomInts(count, drawSeed());

/** float32, uniform in [0, 1), for the step that runs. */
export const stepUniform = (shape: number[]): tf.Tensor => statelessRandom('StatelessRandomUniform', shape, drawSeed());

/** float32 of the standard normal distribution, for the step that runs. */
export const stepNormal = (shape: number[]): tf.Tensor => statelessRandom('StatelessRandomNormal', shape, drawSeed());

/** The same without what is further than 2 from 0. */
export const stepTruncatedNormal = (shape: number[]): tf.Tensor =>
  statelessRandom('StatelessTruncatedNormal', shape, drawSeed());

/**
 * A dropout mask: 0 with probability `rate`, to within 2^-16, else 1 / (1 - rate), so that sums keep their expectation.
 * Keras 2: `K.dropout`, inverted dropout. Drawing is what costs, so each random number serves twice: as it is, where its
 * upper half decides, and with its lower half moved up.
 * @throws RangeError when the rate is none from 0 to below 1
 */
export function dropoutMask(shape: number[], rate: number): tf.Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: expected a rate from 0 to below 1, found ${rate}`);
  const size = tf.util.sizeFromShape(shape);
  const bits = stepBits(Math.ceil(size / 2));
  const moved = tf.mul(bits, tf.scalar(2 ** 16, 'int32'));
  const threshold = tf.scalar(Math.round(rate * 2 ** 32) - 2 ** 31, 'int32');
  const kept = tf.concat([bits, moved].map((draws) => tf.greaterEqual(draws, threshold)));
  const mask = size % 2 === 0 ? kept : tf.slice(kept, 0, size);
  return tf.mul(tf.cast(tf.reshape(mask, shape), 'float32'), 1 / (1 - rate));
}
