import './fixes';
import { tf } from '@reprise/runtime';

const X = [-1, 0.5, 2];
const gradient = (value: (x: tf.Tensor) => tf.Tensor): unknown =>
  tf.tidy(() =>
    tf
      .grad((x) => tf.sum(value(x)))(tf.tensor1d(X))
      .arraySync(),
  );

test.each([
  ['greater', (x: tf.Tensor) => tf.greater(x, 0), [0, 1, 1]],
  ['equal', (x: tf.Tensor) => tf.equal(x, 2), [0, 0, 1]],
  ['notEqual', (x: tf.Tensor) => tf.notEqual(x, 2), [1, 1, 0]],
  ['any', (x: tf.Tensor) => tf.any(tf.cast(x, 'bool')), [1, 1, 1]],
  ['all', (x: tf.Tensor) => tf.all(tf.cast(x, 'bool')), [1, 1, 1]],
] as const)('%s has a gradient of zero', (_, compare, mask) => {
  expect(gradient((x) => tf.mul(tf.cast(compare(x), 'float32'), tf.square(x)))).toEqual(
    X.map((x, i) => (mask[i] ? 2 * x : 0)),
  );
});
