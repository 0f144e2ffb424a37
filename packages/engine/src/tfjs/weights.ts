import type { tf } from '@reprise/runtime';

/** The variable behind a layer's weight, which is private in TensorFlow.js. */
export const variableOf = (weight: tf.LayerVariable): tf.Variable => weight['val'];

/** Trainable weights of layers, in Keras's order. */
export const trainableOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.trainableWeights.map(variableOf));

/** All weights of layers, frozen ones included, in Keras's order. */
export const variablesOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.weights.map(variableOf));
