import { sgd, type Experiment } from '@reprise/training';
import { lenetExperiment } from './experiment';

/** Trainings of the LeNet beside the notebook's, for what it claims. */
export const lenetVariants: Experiment[] = [
  // "I do not think the problem of overfitting exists": the curve past ten epochs. Its first ten are the LeNet's own.
  {
    ...lenetExperiment,
    name: 'lenet-long',
    title: `${lenetExperiment.title}, 30 epochs`,
    full: { ...lenetExperiment.full, epochs: 30 },
  },
  // The notebook's commented line: SGD with a rate of 1 "takes a long time to converge".
  {
    ...lenetExperiment,
    name: 'lenet-sgd',
    title: `${lenetExperiment.title}, SGD with a learning rate of 1`,
    optimizer: sgd({ learningRate: 1 }),
    mayDiverge: true,
  },
];
