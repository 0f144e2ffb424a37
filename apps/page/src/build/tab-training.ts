import { PUBLISHED } from '@reprise/eval';
import type { RunRecord } from '@reprise/records';
import type { OptimizerConfig, PageModel, TabTrainingEntry } from '../page-data';

/** Settings and curves of a run for training its model in the tab; undefined of a model that the page does not train. */
export function tabTraining(name: PageModel, { config, layers, history }: RunRecord): TabTrainingEntry | undefined {
  if (name !== 'lenet' && name !== 'autoencoder') return undefined;
  const dropout = layers.find((layer) => layer.class_name === 'Dropout')?.config['rate'];
  const published = PUBLISHED[name].history;
  return {
    initial: `models/${name}/initial.bin`,
    loss: config.loss as TabTrainingEntry['loss'],
    optimizer: config.optimizer as OptimizerConfig,
    batchSize: config.batch_size,
    ...(typeof dropout === 'number' && { dropout }),
    curves: {
      run: { loss: history.loss, acc: history.acc },
      notebook: { loss: published.loss, acc: published.acc },
    },
  };
}
