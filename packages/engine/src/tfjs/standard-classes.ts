import { tf } from '@reprise/runtime';

/** An activation function; the class is private in TensorFlow.js. */
export interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
  getClassName(): string;
}

/**
 * Names of layer classes by constructor. A subclass inherits the class name, so only the constructor identifies the class;
 * TensorFlow.js exports factories only.
 */
const CLASSES = new Map<unknown, string>(
  [
    tf.layers.activation({ activation: 'linear' }),
    tf.layers.averagePooling1d({}),
    tf.layers.averagePooling2d({}),
    tf.layers.conv1d({ filters: 1, kernelSize: 1 }),
    tf.layers.conv2d({ filters: 1, kernelSize: 1 }),
    tf.layers.conv2dTranspose({ filters: 1, kernelSize: 1 }),
    tf.layers.cropping2D({ cropping: 1 }),
    tf.layers.dense({ units: 1 }),
    tf.layers.depthwiseConv2d({ kernelSize: 1 }),
    tf.layers.dropout({ rate: 0.5 }),
    tf.layers.elu(),
    tf.layers.embedding({ inputDim: 1, outputDim: 1 }),
    tf.layers.flatten(),
    tf.layers.gaussianDropout({ rate: 0.5 }),
    tf.layers.gaussianNoise({ stddev: 1 }),
    tf.layers.globalAveragePooling1d(),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.globalMaxPooling1d(),
    tf.layers.globalMaxPooling2d({}),
    tf.layers.gru({ units: 1 }),
    tf.layers.layerNormalization(),
    tf.layers.leakyReLU(),
    tf.layers.lstm({ units: 1 }),
    tf.layers.maxPooling1d({ poolSize: 1 }),
    tf.layers.maxPooling2d({ poolSize: 1 }),
    tf.layers.permute({ dims: [1] }),
    tf.layers.prelu(),
    tf.layers.reLU(),
    tf.layers.repeatVector({ n: 1 }),
    tf.layers.reshape({ targetShape: [1] }),
    tf.layers.separableConv2d({ filters: 1, kernelSize: 1 }),
    tf.layers.simpleRNN({ units: 1 }),
    tf.layers.softmax(),
    tf.layers.upSampling2d({}),
    tf.layers.zeroPadding2d(),
  ].map((layer) => [layer.constructor, layer.getClassName()]),
);

const callHook = (layer: object): unknown => (layer as { _callHook?: unknown })._callHook;

/** The class of a layer whose class and `call` are TensorFlow.js's own, if the list above has it and no call hook is set. */
export const standardName = (layer: tf.layers.Layer): string | undefined =>
  Object.hasOwn(layer, 'call') || callHook(layer) ? undefined : CLASSES.get(layer.constructor);

const activations = new Map<string, unknown>();

/** The name of an activation of TensorFlow.js's own; `linear` for none, undefined for a custom one. */
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
