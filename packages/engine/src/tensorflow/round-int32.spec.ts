import './fixes';
import { tf } from '@reprise/runtime';

test('int32 does not change', () => {
  const x = tf.tensor1d([-12345678, 10, 12345678], 'int32');
  const rounded = tf.round(x);
  expect(rounded.dtype).toBe('int32');
  x.dispose();
  expect(rounded.arraySync()).toEqual([-12345678, 10, 12345678]);
});

test('float32 is rounded to the nearest, halves to even', () => {
  expect(tf.round(tf.tensor1d([0.5, 1.5, 2.6, -1.2])).arraySync()).toEqual([0, 2, 3, -1]);
});
