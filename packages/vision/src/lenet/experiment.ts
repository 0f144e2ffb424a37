import { type Experiment, longer, sgd, trainWhole } from '@reprise/training';
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

/** Trainings of the LeNet beside the notebook's, for what it claims. */
export const lenetVariants: Experiment[] = [
  // "I do not think the problem of overfitting exists": the curve past ten epochs.
  longer(lenetExperiment, { name: 'lenet-long', title: `${lenetExperiment.title}, 30 epochs`, epochs: 30 }),
  // The notebook's commented line: SGD with a rate of 1 "takes a long time to converge".
  {
    ...lenetExperiment,
    name: 'lenet-sgd',
    title: `${lenetExperiment.title}, SGD with a learning rate of 1`,
    optimizer: sgd({ learningRate: 1 }),
    mayDiverge: true,
  },
];
