import { tf } from '@reprise/runtime';
import { disposeModel } from './dispose-model';

const cell = { units: 3, dropout: 0.5, recurrentDropout: 0.5 };

test.each([
  ['a SimpleRNN', () => tf.layers.simpleRNN({ ...cell, inputShape: [4, 2] })],
  ['an LSTM', () => tf.layers.lstm({ ...cell, inputShape: [4, 2] })],
  ['a GRU', () => tf.layers.gru({ ...cell, inputShape: [4, 2] })],
  [
    'both directions',
    () =>
      tf.layers.bidirectional({
        layer: tf.layers.simpleRNN(cell) as never,
        mergeMode: 'concat',
        inputShape: [4, 2],
      }),
  ],
])('nothing is left of %s that has predicted', (_, layer) => {
  const before = tf.memory().numTensors;
  const model = tf.sequential({ layers: [layer()] });
  tf.tidy(() => void model.predict(tf.ones([5, 4, 2])));
  expect(tf.memory().numTensors).toBeGreaterThan(before + model.getWeights().length);
  disposeModel(model);
  expect(tf.memory().numTensors).toBe(before);
});
