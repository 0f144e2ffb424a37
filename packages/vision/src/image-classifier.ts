import { adam, type Experiment } from '@reprise/training';
import { fashionMnist } from './fashion-mnist';

/** What classifiers of Fashion-MNIST share: 1,875 steps an epoch. */
export const imageClassifier = {
  project: 'vision',
  task: 'multiclass',
  batchSize: 32, // Keras's default
  towers: 2,
  loss: 'categorical_crossentropy',
  optimizer: adam(), // Keras's 'adam': 0.001, 0.9, 0.999, 1e-7
  full: { epochs: 10, trainRows: 60_000, testRows: 10_000 },
  quick: { epochs: 2, trainRows: 4_000, testRows: 1_000 },
  loadData: () => fashionMnist('labels'),
} satisfies Partial<Experiment>;
