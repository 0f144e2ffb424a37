import { FASHION_MNIST_CLASSES } from '@reprise/data';
import type { ModelName } from '@reprise/training/records';

/** How the report calls a model; a missing one has no record that says its title. */
export const MODEL_NAMES: Readonly<Record<ModelName, string>> = {
  autoencoder: 'Autoencoder',
  lenet: 'LeNet',
  transfer: 'Transfer from VGG16',
  birnn: 'Bidirectional RNN',
  'cnn-lstm': 'CNN + LSTM',
};

/** Names of a classifier's classes by label; none for the autoencoder. */
export const CLASSES: Readonly<Partial<Record<ModelName, readonly string[]>>> = {
  lenet: FASHION_MNIST_CLASSES,
  transfer: FASHION_MNIST_CLASSES,
  birnn: ['benign', 'malicious'],
  'cnn-lstm': ['benign', 'malicious'],
};
