import { gain } from '../testing/gain';
import { expectAlike } from '../testing/expect-all-alike';
import { trainOn, type Trial } from '../testing/train-on';
import { tf } from '@reprise/runtime';

type Step = (x: tf.SymbolicTensor) => tf.SymbolicTensor;

const permute =
  (...dims: number[]): Step =>
  (x) =>
    tf.layers.permute({ dims }).apply(x) as tf.SymbolicTensor;
const normalize =
  (axis: number): Step =>
  (x) =>
    tf.layers.batchNormalization({ axis }).apply(x) as tf.SymbolicTensor;

const trial = (...steps: Step[]): Trial => ({
  model: () => {
    const inputs = tf.input({ batchShape: [3, 5, 4, 2] });
    const start = gain().apply(inputs) as tf.SymbolicTensor;
    return tf.model({ inputs, outputs: steps.reduce((x, step) => step(x), start) });
  },
});

test.each([
  [1, permute(3, 2, 1)],
  [2, permute(1, 3, 2)],
])('along axis %i as along the last, with axes exchanged', async (axis, exchange) => {
  const expected = await trainOn('tensorflow', trial(exchange, normalize(-1), exchange));
  const found = await trainOn('tensorflow', trial(normalize(axis)));
  const [before, after] = expected.history['loss'].dataSync();
  expect(after).not.toBe(before);
  expectAlike(found, expected);
});
