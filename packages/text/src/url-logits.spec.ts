import { URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { urlLogits } from './url-logits';

const summing = (...last: tf.layers.Layer[]): tf.LayersModel =>
  tf.sequential({ layers: [tf.layers.reshape({ targetShape: [URL_LENGTH], inputShape: [URL_LENGTH] }), ...last] });
const rows = (token: number): Int32Array => new Int32Array(URL_LENGTH).fill(token);

test('logits do not saturate where probabilities do, and no tensor is left', () => {
  const model = summing(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones' }));
  const logits = urlLogits(model);
  const before = tf.memory().numTensors;
  // 75 tokens of 1 or 2, each with the weight 1.
  expect(Array.from(logits(Int32Array.of(...rows(1), ...rows(2))))).toEqual([75, 150]);
  expect(tf.memory().numTensors).toBe(before);
  expect((model.predict(tf.ones([1, URL_LENGTH])) as tf.Tensor).dataSync()[0]).toBe(1);
});

test.each([
  ['no sigmoid', tf.layers.dense({ units: 1 })],
  ['two units', tf.layers.dense({ units: 2, activation: 'sigmoid' })],
])('a model with %s at its end is refused', (_, last) =>
  expect(() => urlLogits(summing(last))).toThrow(/expected one sigmoid unit at the end/),
);
