import { adam, type Experiment } from '@reprise/training';
import { urls } from './urls';

/** What the experiments on URLs have in common: 1,579 steps an epoch, the last of 18 rows. */
export const urlExperiment = {
  project: 'text',
  task: 'binary',
  batchSize: 32,
  towers: 1,
  loss: 'binary_crossentropy',
  optimizer: adam({ learningRate: 1e-4, epsilon: 1e-8 }),
  patience: 2,
  full: { epochs: 20, trainRows: 50_514, testRows: 16_838 },
  quick: { epochs: 2, trainRows: 4_000, testRows: 1_000 },
  loadData: () => urls(),
} satisfies Partial<Experiment>;
