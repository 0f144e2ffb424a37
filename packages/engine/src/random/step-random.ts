import { statelessRandom, statelessRandomInts } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

let current: { seed: tf.Tensor1D; drawn: number } | undefined;

/**
 * Runs `work` as a training step in which `tf.dropout`, `tf.randomNormal` and their like draw in the graph. Each draw has its
 * own seed, derived from `seed` and the number of the draw within the step.
 * @param seed int32 [2]: the seed of the run and the number of the step, which the step increments
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

/** Whether {@link withStepRandom} is running. */
export const drawsInStep = (): boolean => current !== undefined;

/** The seed of the next draw, int32 [2]. @throws Error outside of {@link withStepRandom} */
function drawSeed(): tf.Tensor1D {
  if (current === undefined) throw new Error('a layer drew random numbers outside of a training step');
  // An odd constant (from MurmurHash3) spreads the draws of a step over the 2^32 seeds.
  const offset = Math.imul(++current.drawn, 0x85ebca6b) | 0;
  return tf.add(current.seed, tf.tensor1d([offset, 0], 'int32'));
}

/** float32 draws of one of TensorFlow's stateless random ops. @throws Error outside of {@link withStepRandom} */
export const stepDraws = (op: Parameters<typeof statelessRandom>[0], shape: number[]): tf.Tensor =>
  statelessRandom(op, shape, drawSeed());

/**
 * What dropout keeps: 0 with probability `rate` (to within 2^-16), else 1. Drawing dominates the cost, so each random number
 * is used twice: as it is, and with its lower half shifted up.
 * @throws RangeError when the rate is not in [0, 1)
 */
export function keptMask(shape: number[], rate: number): tf.Tensor {
  if (!(rate >= 0 && rate < 1))
    throw new RangeError(`dropout: expected a rate of at least 0 and below 1, found ${rate}`);
  const size = tf.util.sizeFromShape(shape);
  const bits = statelessRandomInts(Math.ceil(size / 2), drawSeed());
  const shifted = tf.mul(bits, tf.scalar(2 ** 16, 'int32'));
  const threshold = tf.scalar(Math.round(rate * 2 ** 32) - 2 ** 31, 'int32');
  const kept = tf.concat([bits, shifted].map((draws) => tf.greaterEqual(draws, threshold)));
  const mask = size % 2 === 0 ? kept : tf.slice(kept, 0, size);
  return tf.cast(tf.reshape(mask, shape), 'float32');
}

/** A mask of inverted dropout (Keras 2's `K.dropout`): a {@link keptMask} times 1 / (1 - rate). */
export const dropoutMask = (shape: number[], rate: number): tf.Tensor => tf.mul(keptMask(shape, rate), 1 / (1 - rate));
