import { adam, type Experiment, trainWhole } from '@reprise/training';
import { fashionMnist } from '../fashion-mnist';
import { lenet } from './model';

/**
 * 1,875 steps an epoch, 18,750 in all; some 70 µs a row on two cores: a minute.
 * The notebook: test accuracy 0.8952, train 0.91215, 54 s an epoch.
 */
export const lenetExperiment: Experiment = {
  name: 'lenet',
  project: 'vision',
  model: 'lenet',
  title: 'Deep CNN (LeNet-like)',
  task: 'multiclass',
  batchSize: 32, // Keras's default
  towers: 2,
  loss: 'categorical_crossentropy',
  optimizer: adam(), // Keras's 'adam': 0.001, 0.9, 0.999, 1e-7
  full: { epochs: 10, trainRows: 60_000, testRows: 10_000 },
  quick: { epochs: 2, trainRows: 4_000, testRows: 1_000 },
  build: () => trainWhole(lenet()),
  open: () => fashionMnist('labels'),
};
