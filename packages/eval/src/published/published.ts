import { catalogue } from '@reprise/records';
import notebook from './notebook.json';

/** The notebook's models. */
export const MODELS = ['autoencoder', 'lenet', 'transfer', 'birnn', 'cnn-lstm'] as const;
export type ModelName = (typeof MODELS)[number];

export const isModel = (name: string): name is ModelName => (MODELS as readonly string[]).includes(name);

const cards = catalogue();
/** Their titles in the catalogue. */
export const MODEL_NAMES = Object.fromEntries(
  MODELS.map((model) => [model, cards.get(model)?.title ?? model]),
) as Readonly<Record<ModelName, string>>;

/** What the notebook prints of one model. */
export interface PublishedModel {
  params?: { total: number; trainable?: number; frozen?: number };
  /** The summary's layers: class, output shape, parameters. */
  layers?: string[];
  /** Accuracies of `evaluate`, without dropout, and losses of the last epoch. */
  final: { train_acc?: number; test_acc?: number; loss?: number; val_loss?: number };
  note?: string;
  /** By epoch, of the notebook's run of each cell, rounded to four digits as printed. */
  history: { loss: number[]; val_loss: number[]; acc?: number[]; val_acc?: number[] };
  /** On the notebook's own machine. */
  seconds_per_epoch: number[];
}

/** The notebook's printed metrics by model. */
export const PUBLISHED: Readonly<Record<ModelName, PublishedModel>> = notebook.models;

/** The two URLs that the notebook tries, with the verdict that both of its models give. */
export const PUBLISHED_URLS: readonly { url: string; verdict: string }[] = notebook.single_urls;
