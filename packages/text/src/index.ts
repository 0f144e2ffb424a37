import type { Experiment } from '@reprise/training';
import { birnnExperiment, birnnVariants } from './birnn/experiment';
import { cnnLstmExperiment, cnnLstmVariants } from './cnn-lstm/experiment';
import { ngramLogisticExperiment } from './ngram-logistic/experiment';

export { birnn } from './birnn/model';
export { classify, loadClassifiers, type Verdicts } from './classify';
export { cnnLstm } from './cnn-lstm/model';

/** The notebook's experiments on URLs. */
export const experiments = {
  birnn: birnnExperiment,
  'cnn-lstm': cnnLstmExperiment,
} satisfies Record<string, Experiment>;

/** All trainings: the notebook's, their baseline, and the variants that its claims need. */
export const allExperiments: Experiment[] = [
  ...Object.values(experiments),
  ngramLogisticExperiment,
  ...birnnVariants,
  ...cnnLstmVariants,
];
