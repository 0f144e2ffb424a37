import { tf } from '@reprise/engine';

/** Logistic regression (softmax) on the pixels of an image, [28, 28, 1]: 7,850 parameters. */
export const pixelLogistic = (): tf.LayersModel =>
  tf.sequential({
    layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: 'softmax' })],
  });
