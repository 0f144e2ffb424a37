import type { Dataset } from '@reprise/engine';
import type { Compilation } from './compile-like-keras';
import type { RunRecord } from '@reprise/records';
import type { tf } from '@reprise/runtime';

/** Steps that one call of TensorFlow runs, in all experiments: 3 to 9 % faster than one by one for the small models. */
export const STEPS_PER_CALL = 4;

/** How much of the data and how long. */
export interface Extent {
  epochs: number;
  trainRows: number;
  testRows: number;
}

/** What an experiment trains on. */
export interface Opened {
  train: Dataset;
  test: Dataset;
  /** sha256 of what was read, by task. */
  inputs: Record<string, string>;
  /** How rows were split, where not as in the notebook. */
  split?: string;
  /** What preparing the data took, by its name, when it was done, which may have been in an earlier run. */
  seconds?: Record<string, number>;
}

/** A model, by what happens to its layers. Frozen ones run once an image, not once an epoch. */
export interface Built {
  model: tf.LayersModel;
  /** Its first layers, where they are frozen. */
  frozen?: tf.LayersModel;
  /** The layers that are trained, which take what the frozen ones give: the model itself where none is frozen. */
  trained: tf.LayersModel;
}

/** A model of which every layer is trained. */
export const trainWhole = (model: tf.LayersModel): Built => ({ model, trained: model });

/** A training as a value: everything that it depends on but seed, machine and profile. */
export interface Experiment extends Compilation {
  /**
   * Its task's and its folder's name: the model's own for the notebook's five, such as `birnn`, or a variant's,
   * `birnn-long`.
   */
  name: string;
  /** The Nx project whose task it is. */
  project: 'vision' | 'text';
  /** The notebook's model, or the baseline, that it trains: a variant's is that of its base. */
  model: RunRecord['model'];
  /** For people: in reports and plots. */
  title: string;
  task: RunRecord['task'];
  /** Rows a step. */
  batchSize: number;
  /** Parts of a batch that run side by side. The last bits depend on it, so it belongs to the experiment. */
  towers: number;
  /** Epochs in a row without a strictly lower val_loss after which training stops; best.h5 is kept. */
  patience?: number;
  /** Whether a loss that is not finite is a finding and no failure. */
  mayDiverge?: boolean;
  /**
   * How often `fit` is called on the same model, as when a notebook's cell is run again: weights, the optimizer's state and
   * step count stay, callbacks are new. Once by default.
   */
  rounds?: number;
  /**
   * Share of the training set, its last rows, that validation and early stopping watch in place of the test set (Keras's
   * validation_split).
   */
  validationSplit?: number;
  full: Extent;
  /** A slice of the same real data through every step. Its figures mean nothing. */
  quick: Extent;
  build(): Built;
  /** Data sets for the trained layers: where others are frozen, what these give. */
  open(built: Built, extent: Extent): Promise<Opened>;
  /** Further inputs whose outputs are saved as JSON beside the predictions: the two URLs that the notebook tries. */
  tries?: { file: string; data: Dataset; record(outputs: Float32Array): object };
}
