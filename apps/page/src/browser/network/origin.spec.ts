// Each number of each layer, computed again from the layer before, equals TensorFlow.js's.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, type LayersModel, sequential } from '@tensorflow/tfjs-layers';
import { columnsFor, seeLayers } from '../models/see-layers';
import { nameOf, originOf } from './origin';

// Otherwise it recommends the native library at every run.
tf.enableProdMode();
beforeAll(() => tf.setBackend('cpu'));

const conv = (filters: number, more: object = {}) =>
  layers.conv2d({ filters, kernelSize: 3, activation: 'relu', ...more });
const pixels = Float32Array.from({ length: 784 }, (_, i) => ((i * 37) % 256) / 255);

/** All weights are small numbers that differ, in a fixed order. */
function withWeights(model: LayersModel): LayersModel {
  let next = 0;
  const value = (): number => Math.sin(next++) / 3;
  model.setWeights(
    model.getWeights().map(({ shape, size }) => tf.tensor(Float32Array.from({ length: size }, value), shape)),
  );
  return model;
}

const classifier = (): LayersModel =>
  sequential({
    layers: [
      conv(3, { inputShape: [28, 28, 1] }),
      layers.maxPooling2d({ poolSize: 2 }),
      conv(2),
      layers.maxPooling2d({ poolSize: 2 }), // 11 to 5: the last row and column are left out
      layers.dropout({ rate: 0.5 }),
      layers.flatten(),
      layers.dense({ units: 6 }),
      layers.dense({ units: 4 }),
      layers.activation({ activation: 'softmax' }),
    ],
  });

const copier = (): LayersModel =>
  sequential({
    layers: [
      conv(2, { inputShape: [28, 28, 1], padding: 'same' }),
      layers.maxPooling2d({ poolSize: 4, padding: 'same' }),
      layers.maxPooling2d({ poolSize: 2, padding: 'same' }), // 7 to 4: the last windows reach over the edge
      layers.upSampling2d({ size: [2, 2] }),
      conv(1, { padding: 'same', activation: 'sigmoid' }),
    ],
  });

test.each([
  ['classifier', classifier],
  ['copier', copier],
])('every number of a %s', (_, build) => {
  const seen = seeLayers(withWeights(build()), pixels);
  expect(seen[0].values).toBe(pixels);
  seen.slice(1).forEach((layer, i) => {
    const ours = Array.from(layer.values, (_, at) => originOf(layer, seen[i], at).value);
    expect(Math.max(...ours.map((value, at) => Math.abs(value - layer.values[at])))).toBeLessThan(1e-5);
  });
});

test('keeps no tensor but the weights', () => {
  const model = withWeights(classifier());
  const before = tf.memory().numTensors;
  seeLayers(model, pixels);
  expect(tf.memory().numTensors).toBe(before);
});

test('layers that the view cannot explain are refused', () => {
  const strided = sequential({ layers: [conv(1, { inputShape: [28, 28, 1], strides: 2 })] });
  expect(() => seeLayers(strided, pixels)).toThrow(/expected a layer of the LeNet or the autoencoder, found Conv2D/);
});

test.each([
  [288, 18],
  [84, 12],
  [10, 5],
  [7, 7],
])('%d numbers are drawn in rows of %d', (n, columns) => {
  expect(columnsFor(n)).toBe(columns);
});

test('numbers have names', () => {
  const seen = seeLayers(withWeights(classifier()), pixels);
  // The first layer has 26 columns of 3 maps.
  expect(nameOf(seen[1], (2 * 26 + 4) * 3, [])).toBe('row 3, column 5');
  expect(nameOf(seen[7], 4, [])).toBe('number 5');
  expect(nameOf(seen[9], 1, ['a', 'b', 'c', 'd'])).toBe('b');
});
