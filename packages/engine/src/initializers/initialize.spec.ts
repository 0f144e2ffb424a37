import { bidirectionalSimpleRnn } from '../layers/bidirectional';
import { lstm } from '../layers/lstm';
import { createRandom } from '../random/random';
import { tf } from '@reprise/runtime';
import { bias, glorotUniform, initialize, orthogonal } from './initialize';

const variance = (values: Float64Array | Float32Array): number =>
  Array.from(values).reduce((sum, x) => sum + x * x, 0) / values.length;

describe('initial values of Keras 2', () => {
  test.each([
    [[100, 50], 150], // fan in + fan out
    [[3, 3, 16, 8], 9 * (16 + 8)],
    [[5, 32, 256], 5 * (32 + 256)],
  ])('glorot_uniform of %j: limit and variance', (shape, fans) => {
    const values = glorotUniform(shape, createRandom(1));
    const limit = Math.sqrt(6 / fans);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.98 * limit);
    // A uniform variable has variance limit² / 3 = 2 / fans; five standard errors of that of n values.
    const expected = 2 / fans;
    const n = values.length;
    expect(Math.abs(variance(values) - expected)).toBeLessThan((5 * expected * Math.sqrt(0.8)) / Math.sqrt(n));
  });

  test.each([
    [100, 100],
    [32, 128],
    [64, 16],
  ])('orthogonal of %i x %i: the shorter side is orthonormal', (rows, columns) => {
    const q = orthogonal([rows, columns], createRandom(1));
    const short = Math.min(rows, columns);
    const at = (vector: number, i: number): number =>
      rows <= columns ? q[vector * columns + i] : q[i * columns + vector];
    for (let a = 0; a < short; a++)
      for (let b = a; b < short; b++) {
        let dot = 0;
        for (let i = 0; i < Math.max(rows, columns); i++) dot += at(a, i) * at(b, i);
        expect(Math.abs(dot - (a === b ? 1 : 0))).toBeLessThan(1e-10);
      }
  });

  test('bias is zero; one for the forget gate of an LSTM', () => {
    expect(Array.from(bias([4], 'Dense'))).toEqual([0, 0, 0, 0]);
    expect(Array.from(bias([8], 'LSTM'))).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });

  test('rejects another initializer', () => {
    const layer = (kernelInitializer: 'heNormal' | 'zeros' | 'glorotUniform' | undefined): tf.layers.Layer[] => {
      const config = { units: 2, inputShape: [3], ...(kernelInitializer && { kernelInitializer }) };
      return tf.sequential({ layers: [tf.layers.dense(config)] }).layers;
    };
    for (const known of ['zeros', 'glorotUniform', undefined] as const) initialize(layer(known), createRandom(1));
    expect(() => initialize(layer('heNormal'), createRandom(1))).toThrow(
      /expected kernelInitializer glorotUniform, found VarianceScaling .*"fanIn"/,
    );
  });

  test('every weight of a text model gets its own values, by the seed', () => {
    const build = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 100, outputDim: 32, inputLength: 5, inputShape: [5] }),
          bidirectionalSimpleRnn({ units: 10, dropout: 0, recurrentDropout: 0 }),
          tf.layers.dense({ units: 1 }),
        ],
      });
    const weights = (seed: number): Float32Array[] => {
      const model = build();
      initialize(model.layers, createRandom(seed));
      return model.getWeights().map((weight) => weight.dataSync<'float32'>());
    };
    const [table, forwardKernel, , , backwardKernel] = weights(1);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(2)[0]).not.toEqual(table);
    expect(Math.max(...table.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.05)); // Keras's uniform
    expect(forwardKernel).not.toEqual(backwardKernel);
  });

  test("an LSTM's forget bias is 1 in the model", () => {
    const input = tf.input({ shape: [3, 4] });
    const layer = lstm({ units: 2 });
    layer.apply(input);
    initialize([layer], createRandom(1));
    expect(Array.from(layer.getWeights()[2].dataSync())).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });
});

test.each<[string, tf.layers.Layer, string]>([
  ['bias', tf.layers.dense({ units: 2, biasInitializer: 'ones', inputShape: [2] }), 'expected biasInitializer zeros'],
  [
    'recurrent kernel',
    tf.layers.lstm({ units: 2, recurrentInitializer: 'ones', inputShape: [2, 2] }),
    'expected recurrentInitializer orthogonal',
  ],
  [
    'forget gate',
    tf.layers.lstm({ units: 2, unitForgetBias: false, inputShape: [2, 2] }),
    'expected unitForgetBias true, found unitForgetBias false',
  ],
  [
    'embeddings',
    tf.layers.embedding({ inputDim: 2, outputDim: 2, embeddingsInitializer: 'ones', inputLength: 2 }),
    'expected embeddingsInitializer randomUniform within ±0.05',
  ],
])('rejects another initializer: %s', (_, layer, message) => {
  const model = tf.sequential({ layers: [layer] });
  expect(() => initialize(model.layers, createRandom(1))).toThrow(message);
});
