import { tf } from '@reprise/engine';
import { vgg16Layers } from './model';

// The notebook: "VGG requires an input of three channels and 48*48 pixels". Keras asks for 32 at least.
test.each([
  [32, 1],
  [48, 1],
  [64, 2],
])('images of %d pixels leave %d', (size, left) => {
  const shape = tf.tidy(() => {
    const x = tf.zeros([1, size, size, 3]) as tf.Tensor;
    return vgg16Layers(size).reduce((h, layer) => layer.apply(h) as tf.Tensor, x).shape;
  });
  expect(shape).toEqual([1, left, left, 512]);
});
