import { tf } from '@reprise/runtime';

/** The class of a standard layer. TensorFlow.js exports factories only; a subclass keeps name, configuration and weights. */
export const standardClass = (layer: tf.layers.Layer): new (config: object) => tf.layers.Layer =>
  layer.constructor as new (config: object) => tf.layers.Layer;

/** Keyword arguments of a call, of which `training` counts. */
export type Kwargs = { training?: boolean };

/** TensorFlow.js passes a layer's input as a tensor or as a list of one. */
export const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(inputs) ? inputs[0] : inputs);

/** The variable of a layer's weight, which TensorFlow.js keeps to itself: what a graph reads and an optimizer updates. */
export const variableOf = (weight: tf.LayerVariable): tf.Variable => (weight as unknown as { val: tf.Variable }).val;

/** Trainable weights in the order of the layers, as Keras lists them. */
export const trainableOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.trainableWeights.map(variableOf));

/** All weights of layers, frozen ones too. */
export const variablesOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.weights.map(variableOf));
