import { type Experiment, trainWhole } from '@reprise/training';
import { imageClassifier } from '../image-classifier';
import card from './card.json';
import { lenet } from './model';

/**
 * 18,750 steps, some 70 µs a row on two cores: a minute.
 * The notebook: test accuracy 0.8952, train 0.91215, 54 s an epoch.
 */
export const lenetExperiment: Experiment = {
  ...imageClassifier,
  name: 'lenet',
  model: 'lenet',
  title: card.title,
  build: () => trainWhole(lenet({ dropout: 0.5 })),
};
