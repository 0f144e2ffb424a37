import { expectSameResult, gain, trainOn, type TestModel } from '../testing/compare-backends';
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

const testModel = (...steps: Step[]): TestModel => ({
  model: () => {
    const inputs = tf.input({ batchShape: [3, 5, 4, 2] });
    const start = gain().apply(inputs) as tf.SymbolicTensor;
    return tf.model({ inputs, outputs: steps.reduce((x, step) => step(x), start) });
  },
});

test.each([
  [1, permute(3, 2, 1)],
  [2, permute(1, 3, 2)],
])('axis %i trains as the last axis does, with axes permuted', async (axis, permutation) => {
  const expected = await trainOn('tensorflow', testModel(permutation, normalize(-1), permutation));
  const found = await trainOn('tensorflow', testModel(normalize(axis)));
  const [before, after] = expected.history['loss'].dataSync();
  expect(after).not.toBe(before);
  expectSameResult(found, expected);
});
