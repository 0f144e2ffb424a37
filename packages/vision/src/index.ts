import type { Experiment } from '@reprise/training';
import { autoencoderExperiment } from './autoencoder/experiment';
import { lenetExperiment, lenetVariants } from './lenet/experiment';
import { pixelLogisticExperiment } from './pixel-logistic/experiment';
import { transferExperiment } from './transfer/experiment';

export { autoencoder } from './autoencoder/model';
export { lenet } from './lenet/model';
export { pca } from './pca/run-pca';
export { writeFeatures } from './transfer/features';
export { transferModel } from './transfer/model';

/** The notebook's experiments on Fashion-MNIST. */
export const experiments = {
  autoencoder: autoencoderExperiment,
  lenet: lenetExperiment,
  transfer: transferExperiment,
} satisfies Record<string, Experiment>;

/** All trainings: the notebook's, their baseline, and the variants that its claims need. */
export const allExperiments: Experiment[] = [...Object.values(experiments), pixelLogisticExperiment, ...lenetVariants];
