// Random tensors of TensorFlow.js, drawn in the graph. TensorFlow.js draws them in JavaScript, where a trace would freeze
// them; a graph draws them anew at every step (docs/parity.md, 1).
import { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';
import { core } from '../tensorflow/core';
import { drawsInStep, dropoutMask, stepNormal, stepTruncatedNormal, stepUniform } from './step-random';

type Core = typeof core;

const float = (dtype: tf.DataType | undefined): boolean => dtype === undefined || dtype === 'float32';

/** mean + deviation · draws, as TensorFlow.js's random functions take them. */
const scaled = (draws: tf.Tensor, mean = 0, deviation = 1): tf.Tensor => tf.add(tf.mul(draws, deviation), mean);

/**
 * The same functions in the graph. What they do not do the standard function is left to do: of a seed of its own or of
 * another type than float32, and outside of a training step.
 */
const IN_GRAPH: { [K in keyof Core]?: (standard: Core[K]) => Core[K] } = {
  dropout: (standard) => (x, rate, noiseShape, seed) => {
    if (!drawsInStep() || rate === 0) return standard(x, rate, noiseShape, seed);
    const $x = tf.cast(x as tf.Tensor, 'float32');
    return tf.mul($x, dropoutMask(noiseShape ?? $x.shape, rate));
  },
  randomNormal: (standard) => (shape, mean, deviation, dtype, seed) =>
    drawsInStep() && seed === undefined && float(dtype)
      ? (scaled(stepNormal(shape), mean, deviation) as never)
      : standard(shape, mean, deviation, dtype, seed),
  randomStandardNormal: (standard) => (shape, dtype, seed) =>
    drawsInStep() && seed === undefined && float(dtype) ? (stepNormal(shape) as never) : standard(shape, dtype, seed),
  truncatedNormal: (standard) => (shape, mean, deviation, dtype, seed) =>
    drawsInStep() && seed === undefined && float(dtype)
      ? (scaled(stepTruncatedNormal(shape), mean, deviation) as never)
      : standard(shape, mean, deviation, dtype, seed),
  randomUniform:
    (standard) =>
    (shape, low = 0, high = 1, dtype, seed) =>
      drawsInStep() && seed === undefined && float(dtype)
        ? (scaled(stepUniform(shape), low, high - low) as never)
        : standard(shape, low, high, dtype, seed),
};

/** @returns what puts the standard functions back */
export function tracedRandom(): () => void {
  const undo = (Object.keys(IN_GRAPH) as (keyof Core)[]).map((name) =>
    standIn(core, name, (IN_GRAPH[name] as (standard: unknown) => never)(core[name])),
  );
  return () => undo.forEach((back) => back());
}
