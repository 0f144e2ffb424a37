import { compile } from '../graph/compile';
import type { Program } from '../graph/program';
import { dropoutMask, withStepRandom } from './step-random';
import { tf } from '@reprise/runtime';

const ROWS = 500;
const WIDTH = 200;

/** Applies layers to the input, in training or not, and increments the step. */
const apply =
  (layers: tf.layers.Layer[], seed: tf.Variable, training: boolean): Program =>
  ([x]) => ({
    outputs: withStepRandom(seed as unknown as tf.Tensor1D, () =>
      layers.map((layer) => tf.mul(layer.apply(x, { training }) as tf.Tensor, 1)),
    ),
    updates: [{ kind: 'assign', variable: seed, value: tf.add(seed, tf.tensor1d([0, 1], 'int32')) }],
  });

describe('dropout', () => {
  const seed = (): tf.Variable => tf.variable(tf.tensor1d([7, 0], 'int32'), false);
  const x = tf.ones([ROWS, WIDTH]);

  test('drops the rate, scales the rest, and draws new masks at every step and in every layer', () => {
    const variable = seed();
    const program = apply([tf.layers.dropout({ rate: 0.3 }), tf.layers.dropout({ rate: 0.3 })], variable, true);
    const compiled = compile([variable], { step: { program, inputs: [x] } });
    const [a, b, c, d] = [...compiled.functions.step([x]), ...compiled.functions.step([x])].map((t) => t.dataSync());
    for (const values of [a, b, c, d]) {
      const kept = values.filter((value) => value !== 0);
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.7)]));
      // 100,000 draws: five standard errors of 0.00145
      expect(Math.abs(1 - kept.length / values.length - 0.3)).toBeLessThan(0.00725);
    }
    const agreement = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
      Array.from(p).filter((value, i) => (value === 0) === (q[i] === 0)).length / p.length;
    // Independent masks agree where both drop or both keep: 0.3² + 0.7² = 0.58.
    for (const [p, q] of [
      [a, b],
      [a, c],
      [b, d],
      [b, c],
    ])
      expect(Math.abs(agreement(p, q) - 0.58)).toBeLessThan(0.01);
    compiled.dispose();
  });

  test('the same seed and step give the same masks', () => {
    const run = (): Float32Array => {
      const variable = seed();
      const program = apply([tf.layers.dropout({ rate: 0.5 })], variable, true);
      const compiled = compile([variable], { step: { program, inputs: [x] } });
      compiled.functions.step([x]);
      const values = compiled.functions.step([x])[0].dataSync<'float32'>();
      compiled.dispose();
      return values;
    };
    expect(run()).toEqual(run());
  });

  test('does nothing in evaluation', () => {
    const variable = seed();
    const program = apply([tf.layers.dropout({ rate: 0.5 })], variable, false);
    const compiled = compile([variable], { step: { program, inputs: [x] } });
    expect(new Set(compiled.functions.step([x])[0].dataSync())).toEqual(new Set([1]));
    compiled.dispose();
  });

  test.each([1, 50, -0.1, NaN])('rejects the rate %p', (rate) => {
    const draw = (): tf.Tensor => withStepRandom(tf.tensor1d([7, 0], 'int32'), () => dropoutMask([2], rate));
    expect(draw).toThrow(`dropout: expected a rate of at least 0 and below 1, found ${rate}`);
  });
});
