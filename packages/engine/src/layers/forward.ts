import { fuse } from '../fusion/fuse';
import { tf } from '@reprise/runtime';

/** A layer's activation function, which TensorFlow.js keeps to itself. */
type WithActivation = tf.layers.Layer & { activation?: { apply(x: tf.Tensor): tf.Tensor } };

const { activation: linear } = tf.layers.activation({ activation: 'linear' }) as WithActivation;

const run = (layers: tf.layers.Layer[], x: tf.Tensor, training: boolean): tf.Tensor =>
  fuse(layers).reduce((h, stage) => stage.apply(h, training), x);

/**
 * Applies a chain of layers and leaves out the last activation: losses work on logits (Keras does the same with
 * `_keras_logits`).
 * @param layers without the input layer
 */
export function logits(layers: tf.layers.Layer[], x: tf.Tensor, training: boolean): tf.Tensor {
  const last = layers[layers.length - 1] as WithActivation;
  if (last.getClassName() === 'Activation') return run(layers.slice(0, -1), x, training);
  const { activation } = last;
  last.activation = linear;
  try {
    return run(layers, x, training);
  } finally {
    last.activation = activation;
  }
}

/** The layers of a model that is a chain, without its input layer. */
export const chain = (model: tf.LayersModel): tf.layers.Layer[] =>
  model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');

/** What {@link logits} leaves out: from logits to the model's output. */
export function activate(layers: tf.layers.Layer[], z: tf.Tensor): tf.Tensor {
  const { activation } = layers[layers.length - 1] as WithActivation;
  return activation ? activation.apply(z) : z;
}
