// Random tensors of TensorFlow.js, drawn in the graph. TensorFlow.js draws them in JavaScript, so a trace would freeze them;
// a graph draws new ones at every step (docs/parity.md, 1).
import { createRequire } from 'node:module';
import { tf } from '@reprise/runtime';
import { patch, restoreAll } from '../tfjs/patch';
import { drawsInStep, dropoutMask, stepNormal, stepTruncatedNormal, stepUniform } from './step-random';

/** The exports object through which TensorFlow.js's layers call its core. `import *` gives a copy, which cannot be patched. */
const core = createRequire(__filename)('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');

type Core = typeof core;

/** Whether a function draws in the graph. */
const inGraph = (dtype: tf.DataType | undefined, seed: unknown): boolean =>
  drawsInStep() && seed === undefined && (dtype === undefined || dtype === 'float32');

/** mean + deviation · draws, with the defaults of TensorFlow.js's random functions. */
const scaled = (draws: tf.Tensor, mean = 0, deviation = 1): tf.Tensor => tf.add(tf.mul(draws, deviation), mean);

/**
 * Replacements, given the standard function. They call it outside of a training step, for a seed of its own, and for a dtype
 * other than float32.
 */
const IN_GRAPH: { [K in keyof Core]?: (standard: Core[K]) => Core[K] } = {
  dropout: (standard) => (x, rate, noiseShape, seed) => {
    if (!drawsInStep() || rate === 0) return standard(x, rate, noiseShape, seed);
    const $x = tf.cast(x as tf.Tensor, 'float32');
    return tf.mul($x, dropoutMask(noiseShape ?? $x.shape, rate));
  },
  randomNormal: (standard) => (shape, mean, deviation, dtype, seed) =>
    inGraph(dtype, seed)
      ? (scaled(stepNormal(shape), mean, deviation) as never)
      : standard(shape, mean, deviation, dtype, seed),
  randomStandardNormal: (standard) => (shape, dtype, seed) =>
    inGraph(dtype, seed) ? (stepNormal(shape) as never) : standard(shape, dtype, seed),
  truncatedNormal: (standard) => (shape, mean, deviation, dtype, seed) =>
    inGraph(dtype, seed)
      ? (scaled(stepTruncatedNormal(shape), mean, deviation) as never)
      : standard(shape, mean, deviation, dtype, seed),
  randomUniform:
    (standard) =>
    (shape, low = 0, high = 1, dtype, seed) =>
      inGraph(dtype, seed)
        ? (scaled(stepUniform(shape), low, high - low) as never)
        : standard(shape, low, high, dtype, seed),
};

/** Replaces TensorFlow.js's random functions. @returns a function that restores them */
export function patchRandom(): () => void {
  const restores = (Object.keys(IN_GRAPH) as (keyof Core)[]).map((name) =>
    patch(core, name, (IN_GRAPH[name] as (standard: unknown) => never)(core[name])),
  );
  return () => restoreAll(restores);
}
