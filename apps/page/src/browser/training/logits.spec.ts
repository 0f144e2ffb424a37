import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { logitsOf } from './logits';

tf.enableProdMode();
beforeAll(() => tf.setBackend('cpu'));

test('a doubled picture, and the gradient of one pixel, the sum over its four', () => {
  const model = sequential({
    layers: [
      layers.upSampling2d({ size: [2, 2], inputShape: [2, 3, 2] }),
      layers.activation({ activation: 'sigmoid' }),
    ],
  });
  const x = tf.tensor4d(
    Array.from({ length: 12 }, (_, i) => i),
    [1, 2, 3, 2],
  );
  const logits = logitsOf(model);
  expect(Array.from(logits(x).dataSync())).toEqual(Array.from(tf.image.resizeNearestNeighbor(x, [4, 6]).dataSync()));
  const weights = tf.tensor4d(
    Array.from({ length: 48 }, (_, i) => i),
    [1, 4, 6, 2],
  );
  const gradient = tf
    .grad((input) => tf.sum(tf.mul(logits(input), weights)))(x)
    .arraySync() as number[][][][];
  const given = weights.arraySync();
  for (const [row, column, channel] of [
    [0, 0, 0],
    [1, 2, 1],
    [0, 1, 1],
  ]) {
    const four = [0, 1].flatMap((down) => [0, 1].map((right) => given[0][2 * row + down][2 * column + right][channel]));
    expect(gradient[0][row][column][channel]).toBe(four.reduce((sum, value) => sum + value, 0));
  }
});

test.each([
  ['a layer of its own', [layers.dense({ units: 2, inputShape: [3] }), layers.activation({ activation: 'softmax' })]],
  ['the last layer’s', [layers.dense({ units: 2, inputShape: [3], activation: 'sigmoid' })]],
])('without the last activation, %s', (_, chain) => {
  const model = sequential({ layers: chain });
  const [kernel, bias] = model.getWeights();
  const x = tf.tensor2d([[1, -2, 3]]);
  const expected = tf.add(tf.matMul(x, kernel as tf.Tensor2D), bias).dataSync();
  expect(Array.from(logitsOf(model)(x).dataSync())).toEqual(Array.from(expected));
});
