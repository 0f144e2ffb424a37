import * as tf from '@tensorflow/tfjs-core';
import { layers, type LayersModel } from '@tensorflow/tfjs-layers';

/** Dropout of a layer's input. @param layer its number in the model */
export type Dropout = (x: tf.Tensor, layer: number) => tf.Tensor;

const { activation: linear } = layers.activation({ activation: 'linear' }) as unknown as { activation: unknown };

/** Each pixel of [rows, height, width, channels] twice in both directions. The CPU backend's own gradient of this is wrong. */
function doubled(x: tf.Tensor): tf.Tensor {
  const [rows, height, width, channels] = x.shape;
  const wide = tf.reshape(tf.concat([x, x], 3), [rows, height, 2 * width * channels]);
  return tf.reshape(tf.concat([wide, wide], 2), [rows, 2 * height, 2 * width, channels]);
}

/**
 * What a model computes before its last activation, for training: losses take logits.
 * @param model a chain of layers that ends with an activation; the model itself then outputs logits, too
 * @returns a function of a batch; without `dropout` it drops nothing
 */
export function logitsOf(model: LayersModel): (x: tf.Tensor, dropout?: Dropout) => tf.Tensor {
  const chain = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  Object.assign(chain[chain.length - 1], { activation: linear });
  return (input, dropout) =>
    chain.reduce((x, layer, i) => {
      if (layer.getClassName() === 'Dropout') return dropout ? dropout(x, i) : x;
      if (layer.getClassName() === 'UpSampling2D') return doubled(x);
      return layer.apply(x) as tf.Tensor;
    }, input);
}
