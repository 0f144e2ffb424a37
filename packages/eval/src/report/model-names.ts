import { FASHION_MNIST_CLASSES } from '@reprise/data';
import { catalogue } from '@reprise/records';
import { type ModelName, MODELS } from '../published/published';

const cards = catalogue();

/** The notebook's models by their titles in the catalogue. */
export const MODEL_NAMES = Object.fromEntries(
  MODELS.map((model) => [model, cards.get(model)?.title ?? model]),
) as Readonly<Record<ModelName, string>>;

/** Names of a classifier's classes by label; none for the autoencoder. */
export const CLASSES: Readonly<Partial<Record<ModelName, readonly string[]>>> = {
  lenet: FASHION_MNIST_CLASSES,
  transfer: FASHION_MNIST_CLASSES,
  birnn: ['benign', 'malicious'],
  'cnn-lstm': ['benign', 'malicious'],
};
