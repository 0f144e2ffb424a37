import type { Experiment } from '@reprise/engine';
import { autoencoderExperiment } from './autoencoder/experiment';
import { lenetExperiment } from './lenet/experiment';
import { transferExperiment } from './transfer/experiment';

export { autoencoder } from './autoencoder/model';
export { lenet } from './lenet/model';
export { featureDataset, writeFeatures } from './transfer/features';
export { loadImagenet } from './transfer/load-imagenet';
export { transferModel } from './transfer/model';

/** The notebook's experiments on Fashion-MNIST. */
export const experiments = {
  autoencoder: autoencoderExperiment,
  lenet: lenetExperiment,
  transfer: transferExperiment,
} satisfies Record<string, Experiment>;
