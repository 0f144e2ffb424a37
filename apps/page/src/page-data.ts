import type { Distribution } from '@reprise/eval/decide-number';
import type { LikeRows } from '@reprise/text/likeness';
import type { UrlModel } from '@reprise/text/verdict';

/** The page's models; the first two classify URLs, the others look at images. */
export const PAGE_MODELS = ['birnn', 'cnn-lstm', 'lenet', 'autoencoder'] as const;
export type PageModel = (typeof PAGE_MODELS)[number];

/** Weights of a run's epochs, for the view that goes through them: float16, [count + 1, weights], the first before training. */
export interface EpochsEntry {
  file: string;
  bytes: number;
  /** Epochs of the run. */
  count: number;
}

/** An optimizer and its settings by Keras's names, as a run record has them. */
export type OptimizerConfig =
  | { name: 'Adam'; learning_rate: number; beta_1: number; beta_2: number; epsilon: number }
  | { name: 'Adadelta'; learning_rate: number; rho: number; epsilon: number };

/** A value an epoch, as Keras prints them. */
export interface Curves {
  loss: readonly number[];
  acc?: readonly number[];
}

/** What training a model in the tab takes, and the run's settings. */
export interface TabTrainingEntry {
  /** The file of the weights before training: float32, one after the other. */
  initial: string;
  loss: 'binary_crossentropy' | 'categorical_crossentropy';
  optimizer: OptimizerConfig;
  batchSize: number;
  /** The rate of the model's dropout; undefined of a model without it. */
  dropout?: number;
  /** The run's curves and the notebook's, in training mode. */
  curves: { run: Curves; notebook: Curves };
}

/**
 * A slice of Fashion-MNIST's training set for training in the tab: the first rows of the run's first epoch, in its order. 784
 * bytes a row, then a label a row.
 */
export interface Slice {
  file: string;
  rows: number;
  bytes: number;
}

/** A model in `page.json`. */
export type ModelEntry = { name: PageModel; title: string } & (
  | {
      state: 'ready';
      /** Path of its `model.json`, relative to the page. */
      model: string;
      /** Its metric on the test set. */
      metric: { name: string; value: number };
      /** Undefined of a run of an earlier version, which kept no epochs. */
      epochs?: EpochsEntry;
      /** Undefined of such a run, and of the URL models. */
      training?: TabTrainingEntry;
    }
  | {
      state: 'missing';
      why: string;
      /** The command that trains it. */
      command: string;
    }
);

/** A printed number of the notebook's, the same of our published seeds, and what the protocol decides by. */
export interface SeededNumber {
  model: string;
  title: string;
  /** Id of the claim in the report. */
  claim: string;
  /** What the number is. */
  metric: string;
  published: number;
  margin: number;
  distribution: Distribution;
  seeds: { seed: number; value: number }[];
  /** The published verdict. */
  verdict: string;
}

/** A URL model's predictions for the first rows of the test set, or the reason why they are missing. */
export type TestUrls = ({ name: PageModel } & ({ state: 'ready'; file: string } | { state: 'missing'; why: string }))[];

/** Files of the test set's labels, a byte each, of URLs, as pairs of row and URL, and of {@link Likeness}. */
export const TEST_URLS = {
  labels: 'test-urls/labels.bin',
  urls: 'test-urls/urls.json',
  likeness: 'test-urls/likeness.json',
} as const;

/** How often each trained URL model is wrong about each kind of test row. */
export type Likeness = Partial<Record<UrlModel, LikeRows[]>>;

/** `page.json`, which the build writes and the browser reads. */
export interface PageData {
  profile: 'full' | 'quick';
  seed: number;
  /** Says that the figures mean nothing; null if they do mean something. */
  notice: string | null;
  /** One per model, in the order of {@link PAGE_MODELS}. */
  models: ModelEntry[];
  /** The command that builds the page. */
  command: string;
  /** The address of the run's report, if the page's server has it. */
  report?: string;
  /** The published results: a number of each model, the level of each one-sided test and the findings in at most eight lines. */
  results: { numbers: SeededNumber[]; level: number; summary: string[] };
  /** What the URL models predict for the test set. */
  testUrls: TestUrls;
  /** Fashion-MNIST's class names by label. */
  classes: string[];
  /** Images of the test set: a file of 784 bytes each, and each one's row and label. */
  images: { file: string; items: { row: number; label: number }[] };
  /** Undefined if no model can be trained in the tab. */
  slice?: Slice;
}
