import { tf } from '@reprise/runtime';
import { numbers } from '../testing/tensors';
import { trainableOf } from '../tfjs/weights';
import { recur } from './recurrence';

const [BATCH, TIME, FEATURES, UNITS] = [4, 6, 3, 5];

/** Uniform in [-limit, limit). */
const tensor = (name: string, shape: number[], limit: number): tf.Tensor => numbers(name, shape, -limit, limit);

/** The standard layer with these weights: kernel, recurrent kernel, bias. */
function lstm(weights: tf.Tensor[]): tf.layers.Layer {
  const layer = tf.layers.lstm({
    units: weights[1].shape[0],
    recurrentActivation: 'hardSigmoid',
    recurrentInitializer: 'zeros',
  });
  layer.apply(tf.input({ shape: [null, weights[0].shape[0]] }));
  layer.setWeights(weights);
  return layer;
}

/** The output of the layer with the hand-written gradient. */
function ours(layer: tf.layers.Layer, x: tf.Tensor): tf.Tensor {
  const [kernel, recurrentKernel, bias] = trainableOf([layer]);
  return recur(x, {
    className: 'LSTM',
    activation: 'tanh',
    recurrentActivation: 'hardSigmoid',
    units: recurrentKernel.shape[0],
    goBackwards: false,
    returnSequences: false,
    ...{ kernel, recurrentKernel, bias },
  });
}

const theirs = (layer: tf.layers.Layer, x: tf.Tensor): tf.Tensor => layer.apply(x) as tf.Tensor;

const randomWeights = (limit: number): tf.Tensor[] => [
  tensor('kernel', [FEATURES, 4 * UNITS], limit),
  tensor('recurrent', [UNITS, 4 * UNITS], limit),
  tensor('bias', [4 * UNITS], limit),
];

/** The output, and the gradients of sum(output ∘ random numbers) with respect to x, kernel, recurrent kernel and bias. */
function valueAndGradients(
  of: typeof ours,
  layer: tf.layers.Layer,
  x: tf.Variable,
): { output: Float32Array; grads: Float32Array[] } {
  let output: Float32Array = new Float32Array();
  const weights = trainableOf([layer]);
  const { grads } = tf.variableGrads(() => {
    const h = of(layer, x);
    output = h.dataSync<'float32'>();
    return tf.sum(tf.mul(h, tensor('towards', h.shape, 1))) as tf.Scalar;
  }, [x, ...weights]);
  return { output, grads: [x, ...weights].map(({ name }) => grads[name].dataSync<'float32'>()) };
}

/** Within 1e-5, relative to the largest. */
function expectClose(found: Float32Array, expected: Float32Array): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  expect(Array.from(found)).toEqual(Array.from(expected, (value) => expect.closeTo(value, 5 - Math.log10(largest))));
}

/** The share of gate inputs 0.2 (x W + b) + 0.5 of the first time step that hard_sigmoid clips. */
function clippedShare([kernel, , bias]: tf.Tensor[], x: tf.Tensor): number {
  const first = tf.squeeze(tf.slice(x, [0, 0, 0], [BATCH, 1, FEATURES]), [1]) as tf.Tensor2D;
  const [i, f, , o] = tf.split(tf.add(tf.matMul(first, kernel as tf.Tensor2D), bias), 4, 1);
  const z = tf.concat([i, f, o], 1).dataSync<'float32'>();
  return z.filter((value) => 0.2 * value + 0.5 < 0 || 0.2 * value + 0.5 > 1).length / z.length;
}

describe('recurrence of the LSTM', () => {
  test.each([
    ['small weights: no gate is clipped', 0.4, 1, [0, 0]],
    ['large weights: some gates are clipped', 2, 2, [0.1, 0.5]],
    ['very large weights: most gates are clipped', 8, 4, [0.6, 0.95]],
  ] as const)('output and gradients match the standard layer, %s', (_, limit, inputLimit, [low, high]) => {
    const weights = randomWeights(limit);
    const x = tf.variable(tensor('x', [BATCH, TIME, FEATURES], inputLimit));
    const share = clippedShare(weights, x);
    expect(share).toBeGreaterThanOrEqual(low);
    expect(share).toBeLessThanOrEqual(high);
    const layer = lstm(weights);
    const [found, standard] = [ours, theirs].map((of) => valueAndGradients(of, layer, x));
    expectClose(found.output, standard.output);
    found.grads.forEach((gradient, i) => expectClose(gradient, standard.grads[i]));
  });

  // TensorFlow.js cannot differentiate its own layer here: unstack has no gradient for one slice.
  test('one time step: output and gradients match the formula', () => {
    const weights = randomWeights(2);
    const layer = lstm(weights);
    const x = tf.variable(tensor('x', [BATCH, 1, FEATURES], 2));
    expect(clippedShare(weights, x)).toBeGreaterThan(0.1);
    const plain = (): tf.Tensor => {
      const [kernel, , bias] = trainableOf([layer]);
      const projected = tf.matMul(tf.reshape(x, [BATCH, FEATURES]), kernel as tf.Tensor as tf.Tensor2D);
      const z = tf.split(tf.add(projected, bias), 4, 1);
      const [i, , , o] = z.map((part) => tf.clipByValue(tf.add(tf.mul(part, 0.2), 0.5), 0, 1));
      return tf.mul(o, tf.tanh(tf.mul(i, tf.tanh(z[2]))));
    };
    const found = valueAndGradients(ours, layer, x);
    expectClose(found.output, plain().dataSync<'float32'>());
    const [kernel, recurrent, bias] = trainableOf([layer]);
    const towards = tensor('towards', [BATCH, UNITS], 1);
    const variables = [x, kernel, bias];
    const { grads } = tf.variableGrads(() => tf.sum(tf.mul(plain(), towards)) as tf.Scalar, variables);
    const [dx, dKernel, dRecurrent, dBias] = found.grads;
    [dx, dKernel, dBias].forEach((each, i) => expectClose(each, grads[variables[i].name].dataSync<'float32'>()));
    // There is no previous state, so the recurrent kernel is not used.
    expect(Array.from(dRecurrent)).toEqual(new Array(recurrent.size).fill(0));
  });

  // 0.2 · 2.5 + 0.5 is 1 and 0.2 · -2.5 + 0.5 is 0, also in float32. TensorFlow's clipping passes the gradient there.
  test.each([
    ['upper', 2.5, 1],
    ['lower', -2.5, 0],
  ])('the gradient passes at the %s border of hard_sigmoid', (_, bias, gate) => {
    expect(Math.fround(Math.fround(0.2) * bias) + 0.5).toBe(gate);
    const biases = [bias, bias, 0.3, 2.5].flatMap((value) => new Array<number>(UNITS).fill(value));
    const weights = [tf.zeros([FEATURES, 4 * UNITS]), tf.zeros([UNITS, 4 * UNITS]), tf.tensor1d(biases)];
    const x = tf.variable(tensor('x', [BATCH, 2, FEATURES], 1));
    const layer = lstm(weights);
    const [found, standard] = [ours, theirs].map((of) => valueAndGradients(of, layer, x));
    const [, , , biasGradient] = found.grads;
    expectClose(biasGradient, standard.grads[3]);
    // The part of the input gate: d c / d i is tanh(0.3).
    for (const value of biasGradient.subarray(0, UNITS)) expect(Math.abs(value)).toBeGreaterThan(1e-4);
  });

  test('matches Keras 2’s formula: one unit, three time steps', () => {
    // In Keras's order i, f, c, o.
    const [W, U, B] = [
      [0.5, -0.3, 0.8, 0.4],
      [0.2, 0.6, -0.5, 0.1],
      [0.1, 1, 0, -0.2],
    ];
    const layer = lstm([tf.tensor2d([W]), tf.tensor2d([U]), tf.tensor1d(B)]);
    const inputs = [1, -2, 0.5];
    const hardSigmoid = (z: number): number => Math.min(1, Math.max(0, 0.2 * z + 0.5));
    let [h, c] = [0, 0];
    for (const x of inputs) {
      const [i, f, g, o] = W.map((w, k) => w * x + U[k] * h + B[k]);
      c = hardSigmoid(f) * c + hardSigmoid(i) * Math.tanh(g);
      h = hardSigmoid(o) * Math.tanh(c);
    }
    const output = ours(layer, tf.tensor3d(inputs, [1, 3, 1]));
    expect(output.shape).toEqual([1, 1]);
    expect(output.dataSync()[0]).toBeCloseTo(h, 6);
  });
});
