import { type Experiment, trainWhole } from '@reprise/training';
import { imageClassifier } from '../image-classifier';
import card from './card.json';
import { pixelLogistic } from './model';

/** The baseline of the classifiers, trained as the LeNet is. */
export const pixelLogisticExperiment: Experiment = {
  ...imageClassifier,
  name: 'pixel-logistic',
  model: 'pixel-logistic',
  title: card.title,
  build: () => trainWhole(pixelLogistic()),
};
