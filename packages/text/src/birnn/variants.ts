import type { Experiment } from '@reprise/training';
import { urlVariants } from '../url-variants';
import { birnnExperiment } from './experiment';

/** Trainings of the bidirectional RNN beside the notebook's, for its claims. */
export const birnnVariants: Experiment[] = [
  // The printed log starts at a loss of 0.0250: the cell was run again on the trained model.
  { ...birnnExperiment, name: 'birnn-two-rounds', title: `${birnnExperiment.title}, fitted twice`, rounds: 2 },
  // What the notebook intends: one fit until val_loss rises, with enough epochs for that.
  {
    ...birnnExperiment,
    name: 'birnn-long',
    title: `${birnnExperiment.title}, up to 100 epochs`,
    full: { ...birnnExperiment.full, epochs: 100 },
  },
  ...urlVariants(birnnExperiment),
];
