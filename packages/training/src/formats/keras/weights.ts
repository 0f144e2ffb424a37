import type { tf } from '@reprise/runtime';
import { kerasNames } from './names';

/** A weight of a TensorFlow.js layer, with its name in Keras. */
export interface KerasWeight {
  /** `conv2d_1/kernel:0`, `bidirectional_1/forward_simple_rnn_1/bias:0`. */
  name: string;
  shape: number[];
  variable: tf.LayerVariable;
}

/** Layers and their weights by their names in Keras, in the order of Keras's `layer.weights`. */
export function kerasWeights(model: tf.LayersModel): { layer: string; weights: KerasWeight[] }[] {
  return kerasNames(model).map(({ layer, name, inner }) => {
    const half = layer.weights.length / 2;
    const weights = layer.weights.map((variable, i) => {
      const direction = inner ? `${i < half ? 'forward' : 'backward'}_${inner.name}/` : '';
      const last = variable.originalName.split('/').at(-1);
      return { name: `${name}/${direction}${last}:0`, shape: variable.shape as number[], variable };
    });
    return { layer: name, weights };
  });
}

/** A weight's values: float32 in C order. */
export const valuesOfWeight = ({ variable }: KerasWeight): Float32Array => variable.read().dataSync<'float32'>();
