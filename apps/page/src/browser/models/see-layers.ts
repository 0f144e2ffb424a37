import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, model as layersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = LayersModel['layers'][number];

/** How a layer makes its numbers. Arrays are those of Keras: kernel [side, side, maps before, maps] or [units before, units]. */
export type Made =
  | { by: 'input' | 'copy' | 'softmax' }
  | { by: 'convolution'; side: number; padding: number; kernel: Float32Array; bias: Float32Array; activation: string }
  | { by: 'dense'; kernel: Float32Array; bias: Float32Array; activation: string }
  | { by: 'maximum' | 'repeat'; side: number };

/** A layer, and what it makes of a picture. (No interface: `tf.tidy` returns only types that have an index signature.) */
export type SeenLayer = {
  name: string;
  /** Its class in Keras. */
  kind: string;
  made: Made;
  /** [rows, columns, maps]; a vector is one map with rows of equal length. */
  shape: [rows: number, columns: number, maps: number];
  vector: boolean;
  /** In the order of `shape`. */
  values: Float32Array;
};

/** Columns for n numbers, about as many as rows. @example columnsFor(84) // 12 */
export function columnsFor(n: number): number {
  let columns = Math.ceil(Math.sqrt(n));
  while (n % columns !== 0) columns++;
  return columns;
}

/** @throws Error for a layer of another kind, or other strides than those of the two models */
function madeBy(layer: Layer): Made {
  const config = layer.getConfig();
  const { activation, padding } = config as Record<string, string>;
  const { kernelSize, poolSize, size, strides } = config as Record<string, number[] | undefined>;
  const weights = (): { kernel: Float32Array; bias: Float32Array } => {
    const [kernel, bias] = layer.getWeights().map((weight) => weight.dataSync<'float32'>());
    return { kernel, bias };
  };
  switch (layer.getClassName()) {
    case 'Conv2D':
      if (strides?.some((stride) => stride !== 1)) break;
      return {
        ...{ by: 'convolution', side: kernelSize![0], activation, ...weights() },
        padding: padding === 'same' ? (kernelSize![0] - 1) / 2 : 0,
      };
    case 'Dense':
      return { by: 'dense', activation, ...weights() };
    case 'MaxPooling2D':
      if (strides?.some((stride) => stride !== poolSize![0])) break;
      return { by: 'maximum', side: poolSize![0] };
    case 'UpSampling2D':
      return { by: 'repeat', side: size![0] };
    case 'Dropout':
    case 'Flatten':
      return { by: 'copy' };
    case 'Activation':
      if (activation !== 'softmax') break;
      return { by: 'softmax' };
  }
  throw new Error(`${layer.name}: expected a layer of the LeNet or the autoencoder, found ${layer.getClassName()}.`);
}

/**
 * A picture and what each layer makes of it.
 * @param model layers in a chain
 * @param pixels 784, from 0 to 1
 * @returns the picture, then the layers in their order
 */
export function seeLayers(model: LayersModel, pixels: Float32Array): SeenLayer[] {
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const outputs = layers.map((layer) => layer.output as SymbolicTensor);
  return tf.tidy(() => {
    const results = layersModel({ inputs: model.inputs, outputs }).predict(tf.tensor4d(pixels, [1, 28, 28, 1]));
    const seen = [results].flat().map((result, i): SeenLayer => {
      const values = result.dataSync<'float32'>();
      const [, ...shape] = result.shape;
      const columns = columnsFor(values.length);
      const vector = shape.length === 1;
      return {
        ...{ name: layers[i].name, kind: layers[i].getClassName(), made: madeBy(layers[i]), values, vector },
        shape: vector ? [values.length / columns, columns, 1] : (shape as SeenLayer['shape']),
      };
    });
    const made: Made = { by: 'input' };
    return [{ name: 'picture', kind: 'Input', made, shape: [28, 28, 1], vector: false, values: pixels }, ...seen];
  });
}
