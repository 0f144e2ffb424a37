import type { Distribution } from '@reprise/eval/decide-number';
import type { LikeRows } from '@reprise/text/likeness';
import type { UrlModel } from '@reprise/text/verdict';

/** The page's models; the first two classify URLs, the others look at images. */
export const PAGE_MODELS = ['birnn', 'cnn-lstm', 'lenet', 'autoencoder'] as const;
export type PageModel = (typeof PAGE_MODELS)[number];

/** A model in `page.json`. */
export type ModelEntry = { name: PageModel; title: string } & (
  | {
      state: 'ready';
      /** Path of its `model.json`, relative to the page. */
      model: string;
      /** Its metric on the test set. */
      metric: { name: string; value: number };
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

/** A URL model's predictions for the test set's first rows: a file of their probabilities, or why there is none. */
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
}
