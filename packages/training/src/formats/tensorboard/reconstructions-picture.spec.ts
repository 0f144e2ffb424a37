import { tf } from '@reprise/runtime';
import { reconstructionsPicture } from './reconstructions-picture';

test('inputs in a row, and below each its reconstruction; bytes are the nearest, and no tensors stay', () => {
  const inputs = tf.tensor4d([0, 1 / 255, 2 / 255, 3 / 255, 10 / 255, 11 / 255, 12 / 255, 13 / 255], [2, 2, 2, 1]);
  const outputs = tf.tensor4d([1, 0.5, 0.25, 0.75, 1.5, -1, 0.002, 0.001], [2, 2, 2, 1]);
  const before = tf.memory().numTensors;
  const { data, ...size } = reconstructionsPicture(inputs, outputs);
  expect(tf.memory().numTensors).toBe(before);
  expect(size).toEqual({ height: 4, width: 4, channels: 1 });
  expect(Array.from(data)).toEqual([
    ...[0, 1, 10, 11],
    ...[2, 3, 12, 13],
    // 0.5 · 255 is 127.5: TensorFlow rounds it to the even number.
    ...[255, 128, 255, 0],
    ...[64, 191, 1, 0],
  ]);
  tf.dispose([inputs, outputs]);
});
