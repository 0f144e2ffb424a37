import { tf } from '@reprise/runtime';

/** An activation function of TensorFlow.js, which it keeps to itself. */
export interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
  getClassName(): string;
}

/**
 * Classes by their names. A subclass inherits its name and may register itself under it, so it is the constructor that
 * tells, of which TensorFlow.js exports factories alone.
 */
const CLASSES = new Map<unknown, string>(
  [
    tf.layers.conv1d({ filters: 1, kernelSize: 1 }),
    tf.layers.conv2d({ filters: 1, kernelSize: 1 }),
    tf.layers.dense({ units: 1 }),
    tf.layers.elu(),
    tf.layers.embedding({ inputDim: 1, outputDim: 1 }),
    tf.layers.gru({ units: 1 }),
    tf.layers.lstm({ units: 1 }),
    tf.layers.maxPooling1d({ poolSize: 1 }),
    tf.layers.maxPooling2d({ poolSize: 1 }),
    tf.layers.simpleRNN({ units: 1 }),
    tf.layers.upSampling2d({}),
  ].map((layer) => [layer.constructor, layer.getClassName()]),
);

const layerCallHook = (layer: object): unknown => (layer as { _callHook?: unknown })._callHook;

/** The class of a layer that has a faster form, where class and call are TensorFlow.js's own and no call hook is set. */
export const standardName = (layer: tf.layers.Layer): string | undefined =>
  Object.hasOwn(layer, 'call') || layerCallHook(layer) ? undefined : CLASSES.get(layer.constructor);

const activations = new Map<string, unknown>();

/** The name of an activation where its class is TensorFlow.js's own; `linear` for none. */
export function activationName(activation: Activation | null | undefined): string | undefined {
  if (activation === null || activation === undefined) return 'linear';
  if (Object.hasOwn(activation, 'apply')) return undefined;
  const name = activation.getClassName();
  if (!activations.has(name)) activations.set(name, constructorOf(name));
  return activations.get(name) === activation.constructor ? name : undefined;
}

function constructorOf(name: string): unknown {
  try {
    const layer = tf.layers.activation({ activation: name as 'relu' }) as unknown as { activation: Activation };
    return layer.activation.constructor;
  } catch {
    return undefined;
  }
}
