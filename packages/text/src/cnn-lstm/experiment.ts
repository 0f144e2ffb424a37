import { type Experiment, trainWhole } from '@reprise/training';
import { notebookUrls } from '../notebook-urls';
import { urlExperiment } from '../url-experiment';
import { urlVariants } from '../url-variants';
import card from './card.json';
import { cnnLstm } from './model';

/** The notebook: test accuracy 0.99228, train 0.99408, after 13 epochs. */
export const cnnLstmExperiment: Experiment = {
  ...urlExperiment,
  name: 'cnn-lstm',
  model: 'cnn-lstm',
  title: card.title,
  towers: 2,
  extraPredictions: notebookUrls,
  build: () => trainWhole(cnnLstm({ dropout: 0.1, embeddingL2: 1e-4 })),
};

/** Trainings of the CNN + LSTM beside the notebook's, for its claims. */
export const cnnLstmVariants: Experiment[] = urlVariants(cnnLstmExperiment);
