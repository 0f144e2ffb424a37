import { tf } from '@reprise/runtime';

/** An activation function; the class is private in TensorFlow.js. */
export interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
  getClassName(): string;
}

const FACTORIES = [
  ...[
    'activation',
    'averagePooling1d',
    'averagePooling2d',
    'conv1d',
    'conv2d',
    'conv2dTranspose',
    'cropping2D',
    'dense',
  ],
  ...['depthwiseConv2d', 'dropout', 'elu', 'embedding', 'flatten', 'gaussianDropout', 'gaussianNoise'],
  ...['globalAveragePooling1d', 'globalAveragePooling2d', 'globalMaxPooling1d', 'globalMaxPooling2d', 'gru'],
  ...['layerNormalization', 'leakyReLU', 'lstm', 'maxPooling1d', 'maxPooling2d', 'permute', 'prelu', 'reLU'],
  ...['repeatVector', 'reshape', 'separableConv2d', 'simpleRNN', 'softmax', 'upSampling2d', 'zeroPadding2d'],
];

/** A configuration that all factories accept. */
const CONFIG = {
  ...{ activation: 'linear', units: 1, filters: 1, kernelSize: 1, poolSize: 1, cropping: 1, rate: 0.5, stddev: 1 },
  ...{ inputDim: 1, outputDim: 1, dims: [1], n: 1, targetShape: [1] },
};

/**
 * Names of layer classes by constructor. A subclass inherits the class name, so only the constructor identifies the class;
 * TensorFlow.js exports factories only.
 */
const CLASSES = new Map<unknown, string>(
  FACTORIES.map((factory) => {
    const layer = (tf.layers as unknown as Record<string, (config: object) => tf.layers.Layer>)[factory](CONFIG);
    return [layer.constructor, layer.getClassName()];
  }),
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
