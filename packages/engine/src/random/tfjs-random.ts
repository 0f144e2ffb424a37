// Random tensors of TensorFlow.js, drawn in the graph. TensorFlow.js draws them in JavaScript, so a trace would freeze them;
// a graph draws new ones at every step (docs/parity.md, 1).
import { createRequire } from 'node:module';
import { tf } from '@reprise/runtime';
import { patch, restoreAll } from '../tfjs/patch';
import { drawsInStep, dropoutMask, stepDraws } from './step-random';

/** The exports object through which TensorFlow.js's layers call its core. `import *` gives a copy, which cannot be patched. */
const core = createRequire(__filename)('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');

type Draw = (shape: number[], a: number | undefined, b: number | undefined) => tf.Tensor;

const scaled = (draws: tf.Tensor, mean = 0, deviation = 1): tf.Tensor => tf.add(tf.mul(draws, deviation), mean);

/** Random functions of a shape and two numbers. */
const DRAWS: Partial<Record<keyof typeof core, Draw>> = {
  randomNormal: (shape, ...moments) => scaled(stepDraws('StatelessRandomNormal', shape), ...moments),
  truncatedNormal: (shape, ...moments) => scaled(stepDraws('StatelessTruncatedNormal', shape), ...moments),
  randomUniform: (shape, low = 0, high = 1) => scaled(stepDraws('StatelessRandomUniform', shape), low, high - low),
};

/** Whether a function draws in the graph: not outside of a training step, for its own seed, or for another dtype. */
const inGraph = (dtype: unknown, seed: unknown): boolean =>
  drawsInStep() && seed === undefined && (dtype === undefined || dtype === 'float32');

/** Replaces TensorFlow.js's random functions. @returns a function that restores them */
export function patchRandom(): () => void {
  const { dropout, randomStandardNormal } = core;
  const restores = [
    patch(core, 'dropout', (x, rate, noiseShape, seed) => {
      if (!drawsInStep() || rate === 0) return dropout(x, rate, noiseShape, seed);
      const $x = tf.cast(x as tf.Tensor, 'float32');
      return tf.mul($x, dropoutMask(noiseShape ?? $x.shape, rate));
    }),
    patch(core, 'randomStandardNormal', (shape, dtype, seed) =>
      inGraph(dtype, seed)
        ? (stepDraws('StatelessRandomNormal', shape) as never)
        : randomStandardNormal(shape, dtype, seed),
    ),
    ...Object.entries(DRAWS).map(([key, draw]) => {
      const name = key as 'randomNormal';
      const standard = core[name];
      return patch(core, name, (shape, a, b, dtype, seed) =>
        inGraph(dtype, seed) ? (draw(shape, a, b) as never) : standard(shape, a, b, dtype, seed),
      );
    }),
  ];
  return () => restoreAll(restores);
}
