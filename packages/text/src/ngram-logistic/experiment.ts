import { type Dataset } from '@reprise/engine';
import { adam, type Experiment, trainWhole } from '@reprise/training';
import { urlExperiment } from '../url-experiment';
import { urls } from '../urls';
import card from './card.json';
import { ngramIds, ngramLogistic } from './model';

/** Tokens as the ids of their n-grams. */
const asNgrams = (data: Dataset): Dataset => ({
  ...data,
  batch(tables, fed) {
    const { x, y } = data.batch(tables, fed);
    return { x: ngramIds(x), y };
  },
});

/** The baseline of the URL models: what the characters say without their order beyond three. */
export const ngramLogisticExperiment: Experiment = {
  ...urlExperiment,
  name: 'ngram-logistic',
  model: 'ngram-logistic',
  title: card.title,
  optimizer: adam({ learningRate: 1e-2 }), // the weights of a mean over 222 n-grams are large
  towers: 1,
  build: () => trainWhole(ngramLogistic()),
  async loadData() {
    const opened = await urls();
    return { ...opened, train: asNgrams(opened.train), test: asNgrams(opened.test) };
  },
};
