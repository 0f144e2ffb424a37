import { tf } from '@reprise/engine';
import { type Experiment, trainWhole } from '@reprise/training';
import { imageClassifier } from '../image-classifier';
import card from './card.json';

/** Logistic regression (softmax) on the pixels of an image, [28, 28, 1]: 7,850 parameters. */
const pixelLogistic = (): tf.LayersModel =>
  tf.sequential({
    layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: 'softmax' })],
  });

/** The baseline of the classifiers, trained as the LeNet is. */
export const pixelLogisticExperiment: Experiment = {
  ...imageClassifier,
  name: 'pixel-logistic',
  model: 'pixel-logistic',
  title: card.title,
  build: () => trainWhole(pixelLogistic()),
};
