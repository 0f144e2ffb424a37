import { type Activation, activationName, standardName } from '../layers/standard-name';
import type { tf } from '@reprise/runtime';

/** What Conv1D and Conv2D of TensorFlow.js have in common: the fields that fused forms read. */
interface ConvFields extends tf.layers.Layer {
  kernel: tf.LayerVariable;
  bias: tf.LayerVariable | null;
  filters: number;
  kernelSize: number[];
  strides: number[];
  dilationRate: number[];
  padding: 'same' | 'valid' | 'causal';
  dataFormat: 'channelsLast' | 'channelsFirst';
  activation: Activation;
}

export type Conv = Omit<ConvFields, 'padding'> & { padding: 'same' | 'valid' };

/** The layer, when it is a plain convolution of this class: channels last, without dilation. */
export function asConv(layer: tf.layers.Layer | undefined, className: 'Conv1D' | 'Conv2D'): Conv | undefined {
  if (!layer || standardName(layer) !== className) return undefined;
  const conv = layer as ConvFields;
  const plain =
    conv.dataFormat === 'channelsLast' &&
    conv.dilationRate.every((rate) => rate === 1) &&
    activationName(conv.activation) !== undefined;
  return plain && conv.padding !== 'causal' ? (conv as Conv) : undefined;
}
