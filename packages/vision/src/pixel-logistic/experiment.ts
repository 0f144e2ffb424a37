import { type Experiment, trainWhole } from '@reprise/training';
import { lenetExperiment } from '../lenet/experiment';
import { pixelLogistic } from './model';

/** The baseline of the classifiers, trained as the LeNet is. */
export const pixelLogisticExperiment: Experiment = {
  ...lenetExperiment,
  name: 'pixel-logistic',
  model: 'pixel-logistic',
  title: 'Logistic regression on pixels',
  build: () => trainWhole(pixelLogistic()),
};
