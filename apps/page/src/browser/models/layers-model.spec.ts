import * as tf from '@tensorflow/tfjs-core';
import { layers, type LayersModel, sequential } from '@tensorflow/tfjs-layers';
import { pictureOutput, urlLogits } from './layers-model';

// Otherwise it recommends the native library at every run.
tf.enableProdMode();

const lengthOf4 = (...last: ReturnType<typeof layers.dense>[]): LayersModel =>
  sequential({
    layers: [layers.embedding({ inputDim: 10, outputDim: 2, inputLength: 4 }), layers.flatten(), ...last],
  });

const rows = Int32Array.of(0, 0, 1, 2, 9, 8, 7, 6);

test('returns the input of the sigmoid, and keeps no tensor', async () => {
  await tf.setBackend('cpu');
  const model = lengthOf4(layers.dense({ units: 1, activation: 'sigmoid' }));
  // All weights 0.5.
  model.setWeights(model.getWeights().map((weight) => tf.mul(tf.ones(weight.shape), 0.5)));
  const logits = urlLogits(model);
  const before = tf.memory().numTensors;
  // 4 tokens of 2 halves, each times a half, plus a bias of a half.
  expect(Array.from(logits(rows, 4))).toEqual([2.5, 2.5]);
  expect(tf.memory().numTensors).toBe(before);
  const probability = (model.predict(tf.tensor2d(rows, [2, 4], 'int32')) as tf.Tensor).dataSync();
  expect(probability[0]).toBeCloseTo(1 / (1 + Math.exp(-2.5)), 6);
});

test.each([
  ['no sigmoid', layers.dense({ units: 1 })],
  ['two units', layers.dense({ units: 2, activation: 'sigmoid' })],
])('a model with %s at its end is refused', (_, last) => {
  expect(() => urlLogits(lengthOf4(last))).toThrow(/expected one sigmoid unit at the end/);
});

test('a picture is one row of 28 x 28', () => {
  const model = sequential({ layers: [layers.flatten({ inputShape: [28, 28, 1] })] });
  const pixels = Float32Array.from({ length: 784 }, (_, i) => i / 784);
  expect(pictureOutput(model, pixels)).toEqual(pixels);
});
