import { initialize } from '../initializers/initialize';
import { createRandom } from '../random/random';
import { dropoutMask, withStepRandom } from '../random/step-random';
import { tf } from '@reprise/runtime';
import { trainableOf } from '../tfjs/weights';
import { bidirectionalSimpleRnn } from './bidirectional';

const ROWS = 400;
const RATE = 0.25;

/** One feature, one unit, seven time steps of a constant input; kernel 0.5 and 0.6, recurrent kernel 0.7 and -0.8. */
function layerOf(dropout: number, recurrentDropout: number): tf.layers.Layer {
  const layer = bidirectionalSimpleRnn({ units: 1, dropout, recurrentDropout });
  layer.build([null, 7, 1]);
  layer.setWeights([
    tf.tensor2d([[0.5]]),
    tf.tensor2d([[0.7]]),
    tf.tensor1d([0.1]),
    tf.tensor2d([[0.6]]),
    tf.tensor2d([[-0.8]]),
    tf.tensor1d([0]),
  ]);
  return layer;
}

const apply = (layer: tf.layers.Layer, training: boolean): number[][] =>
  withStepRandom(tf.tensor1d([3, 0], 'int32'), () =>
    (layer.apply(tf.ones([ROWS, 7, 1]), { training }) as tf.Tensor2D).arraySync(),
  );

/** The last state, computed by hand. The masks of inputs and state apply to the whole sequence. */
function byHand([w, u, b]: number[], inputMask: number, stateMask: number): number {
  let h = 0;
  for (let t = 0; t < 7; t++) h = Math.tanh(w * inputMask + b + h * stateMask * u);
  return h;
}
const DIRECTIONS = [
  [0.5, 0.7, 0.1],
  [0.6, -0.8, 0],
];

describe('bidirectionalSimpleRnn', () => {
  test('drops nothing in inference', () => {
    const expected = DIRECTIONS.map((weights) => expect.closeTo(byHand(weights, 1, 1), 6));
    for (const row of apply(layerOf(RATE, RATE), false)) expect(row).toEqual(expected);
  });

  test.each([
    ['inputs', RATE, 0, (mask: number) => [mask, 1]],
    ['the recurrent state', 0, RATE, (mask: number) => [1, mask]],
  ])('dropout of %s: one mask per sequence and direction', (_, dropout, recurrent, masks) => {
    const rows = apply(layerOf(dropout, recurrent), true);
    const dropped = DIRECTIONS.map((weights, direction) => {
      const without = byHand(weights, ...(masks(0) as [number, number]));
      const scaled = byHand(weights, ...(masks(1 / (1 - RATE)) as [number, number]));
      return rows.map((row) => {
        const isDropped = Math.abs(row[direction] - without) < 1e-5;
        // A mask that changed within the sequence would give other values than these two.
        if (!isDropped) expect(row[direction]).toBeCloseTo(scaled, 5);
        return isDropped;
      });
    });
    // 400 draws: five standard errors of 0.0217
    for (const rows of dropped) expect(Math.abs(rows.filter(Boolean).length / ROWS - RATE)).toBeLessThan(0.108);
    expect(dropped[0]).not.toEqual(dropped[1]);
  });

  test('gradients with both masks match the plain recurrence', () => {
    const layer = bidirectionalSimpleRnn({ units: 4, dropout: 0.3, recurrentDropout: 0.3 });
    layer.apply(tf.input({ shape: [6, 3] }));
    initialize([layer], createRandom(1));
    const weights = trainableOf([layer]);
    const x = tf.variable(tf.tensor3d(Float32Array.from(createRandom(2).uniform(5 * 6 * 3, -1, 1)), [5, 6, 3]));
    const towards = tf.tensor2d(Float32Array.from(createRandom(4).uniform(5 * 8, -1, 1)), [5, 8]);
    const seed = tf.tensor1d([3, 0], 'int32');
    const sum = (outputs: () => tf.Tensor) => () =>
      withStepRandom(seed, () => tf.sum(tf.mul(outputs(), towards)) as tf.Scalar);
    const plain = (): tf.Tensor => {
      const last = [0, 1].map((direction) => {
        const [W, U, b] = weights.slice(3 * direction) as tf.Tensor[] as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
        const masked = tf.mul(x, tf.transpose(dropoutMask([1, 5, 3], 0.3), [1, 0, 2]));
        const stateMask = dropoutMask([5, 4], 0.3);
        let h: tf.Tensor2D = tf.zeros([5, 4]);
        for (let t = 0; t < 6; t++) {
          const seen = tf.reshape(
            tf.slice(masked, [0, direction === 0 ? t : 5 - t, 0], [5, 1, 3]),
            [5, 3],
          ) as tf.Tensor2D;
          const state = tf.matMul(tf.mul(h, stateMask) as tf.Tensor2D, U);
          h = tf.tanh(tf.add(tf.add(tf.matMul(seen, W), b), state)) as tf.Tensor2D;
        }
        return h;
      });
      return tf.concat(last, 1);
    };
    const fast = (): tf.Tensor => layer.apply(x, { training: true }) as tf.Tensor;
    const [a, b] = [fast, plain].map((outputs) => tf.variableGrads(sum(outputs), [...weights, x]));
    expect(a.value.dataSync()[0]).toBeCloseTo(b.value.dataSync()[0], 5);
    for (const { name } of [...weights, x]) {
      const expected = b.grads[name].dataSync();
      a.grads[name].dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
    }
  });

  test('saves as the standard layers do', () => {
    const layer = bidirectionalSimpleRnn({ units: 100, dropout: 0.1, recurrentDropout: 0.1 });
    expect(layer.getClassName()).toBe('Bidirectional');
    expect(layer.getConfig()).toMatchObject({
      mergeMode: 'concat',
      layer: {
        className: 'SimpleRNN',
        config: {
          units: 100,
          activation: 'tanh',
          dropout: 0.1,
          recurrentDropout: 0.1,
          recurrentInitializer: { className: 'Orthogonal' },
        },
      },
    });
  });

  test('matches the standard layer', () => {
    const config = { units: 5, dropout: 0, recurrentDropout: 0 };
    const input = tf.input({ shape: [6, 3] });
    const fast = bidirectionalSimpleRnn(config);
    const standard = tf.layers.bidirectional({
      layer: tf.layers.simpleRNN({ units: 5, recurrentInitializer: 'zeros' }) as tf.RNN,
      mergeMode: 'concat',
    });
    for (const layer of [fast, standard]) layer.apply(input);
    initialize([fast], createRandom(1));
    standard.setWeights(fast.getWeights());
    const x = tf.tensor3d(Float32Array.from(createRandom(2).uniform(4 * 6 * 3, -1, 1)), [4, 6, 3]);
    const [a, b] = [fast, standard].map((layer) => (layer.apply(x) as tf.Tensor).dataSync());
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i], 6));
  });

  test('gradients without masks match the standard layer', () => {
    const input = tf.input({ shape: [6, 3] });
    const recurrent = { units: 4, recurrentInitializer: 'zeros' as const };
    const layers = [
      bidirectionalSimpleRnn({ units: 4, dropout: 0.3, recurrentDropout: 0.3 }),
      tf.layers.bidirectional({ layer: tf.layers.simpleRNN(recurrent) as tf.RNN, mergeMode: 'concat' }),
    ];
    for (const layer of layers) layer.apply(input);
    initialize([layers[0]], createRandom(1));
    layers[1].setWeights(layers[0].getWeights());
    const x = tf.variable(tf.tensor3d(Float32Array.from(createRandom(2).uniform(5 * 6 * 3, -1, 1)), [5, 6, 3]));
    const towards = tf.tensor2d(Float32Array.from(createRandom(4).uniform(5 * 8, -1, 1)), [5, 8]);
    const [fast, standard] = layers.map((layer) => {
      const variables = [x, ...trainableOf([layer])];
      const sum = (): tf.Scalar => tf.sum(tf.mul(layer.apply(x, { training: false }) as tf.Tensor, towards));
      const { grads } = tf.variableGrads(sum, variables);
      return variables.map(({ name }) => grads[name].dataSync<'float32'>());
    });
    expect(fast).toHaveLength(7);
    fast.forEach((gradient, i) => {
      expect(Array.from(gradient)).toEqual(Array.from(standard[i], (value) => expect.closeTo(value, 5)));
      expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.1);
    });
  });

  test('one time step: output by hand, and zero gradients of the recurrent kernels', () => {
    const layer = layerOf(0, 0);
    const x = tf.variable(tf.tensor3d([2, -1], [2, 1, 1]));
    const weights = trainableOf([layer]);
    const outputs = (): tf.Tensor => layer.apply(x, { training: true }) as tf.Tensor;
    const expected = [2, -1].map((value) => DIRECTIONS.map(([w, , b]) => Math.tanh(w * value + b)));
    expect(outputs().arraySync()).toEqual(expected.map((row) => row.map((value) => expect.closeTo(value, 6))));
    const { grads } = tf.variableGrads(() => tf.sum(outputs()) as tf.Scalar, [...weights, x]);
    const of = (variable: tf.Variable): number[] => Array.from(grads[variable.name].dataSync());
    const slope = expected.map((row) => row.map((y) => 1 - y * y));
    DIRECTIONS.forEach((_, direction) => {
      const [kernel, recurrent, bias] = weights.slice(3 * direction).map(of);
      expect(kernel[0]).toBeCloseTo(2 * slope[0][direction] - slope[1][direction], 6);
      expect(recurrent).toEqual([0]);
      expect(bias[0]).toBeCloseTo(slope[0][direction] + slope[1][direction], 6);
    });
    expect(of(x)).toEqual(slope.map(([a, b]) => expect.closeTo(0.5 * a + 0.6 * b, 6)));
  });
});
