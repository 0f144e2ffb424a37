import type { Experiment } from '@reprise/engine';
import { birnnExperiment } from './birnn/experiment';
import { cnnLstmExperiment } from './cnn-lstm/experiment';

export { birnn } from './birnn/model';
export { cnnLstm } from './cnn-lstm/model';
export { verdict, type Verdict } from './verdict';

/** The notebook's experiments on URLs. */
export const experiments = {
  birnn: birnnExperiment,
  'cnn-lstm': cnnLstmExperiment,
} satisfies Record<string, Experiment>;
export { classify, type Classifier } from './classify';
