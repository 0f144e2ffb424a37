import type { tf } from '@reprise/runtime';
import type { Profile } from '@reprise/records';
import type { Dataset, Trainer } from '@reprise/engine';
import type { Experiment, Extent } from './experiment';

/** An experiment under way, in one profile and with one seed. */
export interface Run {
  experiment: Experiment;
  profile: Profile;
  seed: number;
  extent: Extent;
  /** Digests of what it reads, by task. */
  inputs: Record<string, string>;
  /** The split of the URLs, where it is not the notebook's. */
  split?: string;
  model: tf.LayersModel;
  trainer: Trainer;
  /** The validation rows are the test set itself where none are kept back. */
  data: Record<'train' | 'validation' | 'test', Dataset>;
}
