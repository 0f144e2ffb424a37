import { Problem } from '@reprise/base';
import { fuse } from '../fusion/fuse';
import { chainFrom, followersIn } from '../model/followers';
import { type Activation, activationName } from './standard-name';
import { tf } from '@reprise/runtime';

/** A layer's activation function, which TensorFlow.js keeps to itself. */
type WithActivation = tf.layers.Layer & { activation?: Activation };

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

/**
 * The layers of a model that is a chain, without its input layer.
 * @throws Problem when the model is not a chain: `fit` trains any model
 */
export function chain(model: tf.LayersModel): tf.layers.Layer[] {
  const refuse = (found: string): never => {
    const todo = 'Train it by `fit`, which takes any model.';
    throw new Problem({
      where: model.name,
      expected: 'layers of which each takes the output of the one before',
      found,
      todo,
    });
  };
  // A Sequential has no graph before.
  if (!model.built) model.build(null as never);
  if (model.inputs.length !== 1) refuse(`${model.inputs.length} inputs`);
  if (model.outputs.length !== 1) refuse(`${model.outputs.length} outputs`);
  const followers = followersIn(model);
  const first = model.layers.find((layer) => layer.getClassName() === 'InputLayer') ?? model.layers[0];
  const layers = chainFrom(first, followers);
  const left = model.layers.find((layer) => !layers.includes(layer));
  if (left) refuse(`${left.name}, which is used twice, takes more than one tensor, or branches off`);
  const masking = layers.find((layer) => layer.getClassName() === 'Masking' || layer.getConfig()['maskZero'] === true);
  if (masking) refuse(`${masking.name}, which masks time steps`);
  return layers.filter((layer) => layer.getClassName() !== 'InputLayer');
}

/**
 * @throws Problem when the activation that {@link logits} leaves out is not the one that the loss puts in its place, on
 *   layers that end otherwise
 */
export function checkLastActivation(layers: tf.layers.Layer[], loss: { name: string; activation: string }): void {
  const last = layers[layers.length - 1] as WithActivation;
  const found = 'activation' in last ? activationName(last.activation) : undefined;
  if (found === loss.activation) return;
  throw new Problem({
    where: last.name,
    expected: `a last activation ${loss.activation}, of which ${loss.name} takes the logits`,
    found: found ?? last.getClassName(),
    todo: `End the model with a layer of activation ${loss.activation}, or train it by \`fit\`.`,
  });
}

/** What {@link logits} leaves out: from logits to the model's output. */
export function activate(layers: tf.layers.Layer[], z: tf.Tensor): tf.Tensor {
  const { activation } = layers[layers.length - 1] as WithActivation;
  return activation ? activation.apply(z) : z;
}
