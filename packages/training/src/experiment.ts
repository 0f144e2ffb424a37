import type { Dataset, Random, Trainer } from '@reprise/engine';
import type { Compilation } from './compile-like-keras';
import type { Profile, RunRecord } from '@reprise/records';
import type { tf } from '@reprise/runtime';

/** Steps that one call of TensorFlow runs, in all experiments: the LeNet takes 0.94 of the time with 4; 16 take 5 s to prepare. */
export const STEPS_PER_CALL = 8;

/** How much of the data a profile trains on, and how long. */
export interface ProfileSize {
  epochs: number;
  trainRows: number;
  testRows: number;
}

/** What an experiment trains on. */
export interface ExperimentData {
  train: Dataset;
  test: Dataset;
  /** sha256 of what was read, by task. */
  inputs: Record<string, string>;
  /** How rows were split, if not as in the notebook. */
  split?: string;
  /** Seconds that preparing the data took, by name; it may have been done in an earlier run. */
  seconds?: Record<string, number>;
}

/** A model and its parts. Frozen layers run once an image, not once an epoch. */
export interface BuiltModel {
  model: tf.LayersModel;
  /** Its first layers, if they are frozen. */
  frozen?: tf.LayersModel;
  /** The trained layers, which take the outputs of the frozen ones: the model itself if none is frozen. */
  trained: tf.LayersModel;
}

/** Applies layers one after the other. @returns the last one's output */
export const applyChain = (input: tf.SymbolicTensor, layers: readonly tf.layers.Layer[]): tf.SymbolicTensor =>
  layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);

/** A model whose layers are all trained. */
export const trainWhole = (model: tf.LayersModel): BuiltModel => ({ model, trained: model });

/** A training as a value: everything that its result depends on except seed, machine and profile. */
export interface Experiment extends Compilation {
  /** Its task's and its folder's name: the model's, such as `birnn`, or a variant's, `birnn-long`. */
  name: string;
  /** The Nx project whose task it is. */
  project: 'vision' | 'text';
  /** The model that it trains: its folder in the project's `src`. */
  model: RunRecord['model'];
  /** Its name in reports and plots. */
  title: string;
  task: RunRecord['task'];
  /** Rows a step. */
  batchSize: number;
  /** Parts of a batch that run in parallel. The last bits depend on it. */
  towers: number;
  /** Epochs in a row without a strictly lower val_loss after which training stops; best.h5 is kept. */
  patience?: number;
  /** Whether a non-finite loss is a result, not a failure. */
  mayDiverge?: boolean;
  /**
   * How often `fit` is called on the same model, as when a notebook's cell is run again: weights and the optimizer's state
   * stay, callbacks are new. Once by default.
   */
  rounds?: number;
  /** Keras's validation_split: the share of the training set, its last rows, that replaces the test set in validation. */
  validationSplit?: number;
  /** The experiment whose training this one's begins with, to the bit: see {@link longer}. */
  continues?: string;
  full: ProfileSize;
  /** A slice of the same data through every step. Its results mean nothing. */
  quick: ProfileSize;
  build(): BuiltModel;
  /** Datasets for the trained layers: the outputs of the frozen layers, if there are any. */
  loadData(built: BuiltModel, size: ProfileSize): Promise<ExperimentData>;
  /** Further inputs whose predictions are saved as JSON: the two URLs that the notebook tries. */
  extraPredictions?: { file: string; data: Dataset; record(outputs: Float32Array): object };
}

/** An experiment that trains further than another, with nothing else changed: Nx trains only what is more. */
export const longer = (
  base: Experiment,
  {
    name,
    title,
    epochs = base.full.epochs,
    rounds,
  }: Pick<Experiment, 'name' | 'title' | 'rounds'> & { epochs?: number },
): Experiment => ({ ...base, name, title, continues: base.name, rounds, full: { ...base.full, epochs } });

/** An experiment in one profile and with one seed, ready to train. */
export interface Run extends Pick<ExperimentData, 'inputs' | 'split' | 'seconds'>, BuiltModel {
  experiment: Experiment;
  profile: Profile;
  seed: number;
  size: ProfileSize;
  /** Source of all that is drawn in JavaScript; forks by name. */
  random: Random;
  trainer: Trainer;
  /** `validation` is the test set itself unless the experiment has a validationSplit. */
  data: Record<'train' | 'validation' | 'test', Dataset>;
}
