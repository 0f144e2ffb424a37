import './fixes';
import { tf } from '@reprise/runtime';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

test('relu(x)² has the second derivative 2 for x above 0', () => {
  const square = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.relu(x)));
  const slope = tf.grad(square);
  const curvature = tf.grad((x) => tf.sum(slope(x)));
  const x = tf.tensor1d([-1, 0.5, 2]);
  expect(Array.from(slope(x).dataSync())).toEqual([0, 1, 4]);
  expect(Array.from(curvature(x).dataSync())).toEqual([0, 2, 2]);
});

test('a gradient penalty of a critic with two layers matches finite differences', () => {
  const x = tf.tensor2d([1, 2], [1, 2]);
  const w1 = tf.tensor2d([0.5, -1, 0.3, 0.2, 0.4, 0.6], [2, 3]);
  const penalty = (w2: tf.Tensor): tf.Scalar => {
    const slope = tf.grad((input) =>
      tf.sum(tf.matMul(tf.relu(tf.matMul(input as tf.Tensor2D, w1)), w2 as tf.Tensor2D)),
    )(x);
    return tf.square(tf.sub(tf.sqrt(tf.sum(tf.square(slope))), 1)) as tf.Scalar;
  };
  const w2 = tf.tensor2d([0.7, -0.4, 0.9], [3, 1]);
  const found = Array.from(tf.grad(penalty)(w2).dataSync());
  const step = 1e-2;
  const differences = [0, 1, 2].map((i) => {
    const moved = (by: number): number =>
      penalty(
        tf.add(
          w2,
          tf.tensor2d(
            [0, 1, 2].map((k) => (k === i ? by : 0)),
            [3, 1],
          ),
        ),
      ).dataSync()[0];
    return (moved(step) - moved(-step)) / (2 * step);
  });
  differences.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 2));
  expect(Math.max(...found.map(Math.abs))).toBeGreaterThan(0.1);
});
