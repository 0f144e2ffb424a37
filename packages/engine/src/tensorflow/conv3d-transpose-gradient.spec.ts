import './fixes';
import { expectClose, numbers } from '../testing/tensors';
import { tf } from '@reprise/runtime';

const X = [1, 2, 3, 2, 2];
const FILTER = [2, 2, 2, 3, 2];

test.each(['valid', 'same'] as const)('the gradient matches finite differences: %s', (padding) => {
  const [x, filter] = [numbers('x', X, -1, 1), numbers('filter', FILTER, -1, 1)];
  const shape = [1, 4, 6, 4, 3];
  const towards = numbers('towards', shape, -1, 1);
  const value = (a: tf.Tensor, b: tf.Tensor): tf.Scalar =>
    tf.sum(
      tf.mul(
        tf.conv3dTranspose(
          a as tf.Tensor5D,
          b as tf.Tensor5D,
          shape as [number, number, number, number, number],
          2,
          padding,
        ),
        towards,
      ),
    );
  // Linear in each argument, so differences are exact.
  const at = value(x, filter);
  const differences = (of: tf.Tensor, by: (step: tf.Tensor) => tf.Tensor): tf.Tensor => {
    const steps = tf.unstack(tf.reshape(tf.eye(of.size), [of.size, ...of.shape]));
    return tf.reshape(tf.stack(steps.map((step) => tf.sub(by(tf.add(of, step)), at))), of.shape);
  };
  const [dx, dfilter] = tf.grads((a, b) => value(a, b))([x, filter]);
  expectClose(
    dx,
    differences(x, (a) => value(a, filter)),
  );
  expectClose(
    dfilter,
    differences(filter, (b) => value(x, b)),
  );
});
