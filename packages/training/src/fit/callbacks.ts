import { type Progress, startProgress } from '@reprise/base';
import { trainableOf, variableOf } from '@reprise/engine';
import type { tf } from '@reprise/runtime';
import { kerasWeights, valuesOfWeight } from '../formats/keras/weights';
import { bucketTable } from '../formats/tensorboard/bucket-table';
import type { Callback, EpochOptions } from './train-epochs';

/**
 * Keras's EarlyStopping on val_loss, which restores nothing, and ModelCheckpoint of the best weights. Training ends when the
 * last `patience` epochs all failed to go strictly below the lowest val_loss before them. As in Keras 2.2.4, patience 0 and 1
 * both end at the first epoch that fails.
 */
export const earlyStopping = (label: string, patience: number): Callback => ({
  endsTraining({ epoch, best }) {
    const ends = best !== undefined && epoch - best.epoch >= Math.max(1, patience);
    if (ends)
      console.error(
        `${label}: stopped early, val_loss has not fallen for ${patience} epochs; lowest after epoch ${best.epoch}`,
      );
    return ends;
  },
  onEpochEnd(state) {
    const { epoch, values, history, best } = state;
    const valLoss = history.val_loss[epoch - 1];
    if (valLoss < (best?.valLoss ?? Infinity)) state.best = { epoch, valLoss, values };
  },
});

/** Counts the values of each weight that training changes in a histogram after each epoch. @param model a chain of layers */
export function weightHistograms(model: tf.LayersModel): Callback {
  const trained = new Set(trainableOf(model.layers));
  const watched = kerasWeights(model)
    .flatMap(({ weights }) => weights)
    .filter(({ variable }) => trained.has(variableOf(variable)));
  return {
    onEpochEnd({ histograms }) {
      for (const weight of watched) (histograms[weight.name] ??= []).push(bucketTable(valuesOfWeight(weight)));
    },
  };
}

/** A progress line in each epoch and a line after it. @param atMost whether training may end before the last epoch */
export function progressLines({ label, epochs, train }: EpochOptions, atMost: boolean): Callback {
  let progress: Progress | undefined;
  const finish = (): void => {
    progress?.done();
    progress = undefined;
  };
  return {
    onEpochBegin(epoch) {
      const after = (epochs - epoch) * train.rows;
      progress = startProgress(`${label} epoch ${epoch}/${epochs}`, train.rows, 'samples', { after, atMost });
    },
    onStepsEnd(rows, loss) {
      progress?.update(rows, `loss ${loss.toFixed(4)}`);
      if (rows === train.rows) finish();
    },
    onEpochEnd({ epoch, history: { val_loss, val_acc } }) {
      const accuracy = val_acc ? `, val_acc ${val_acc[epoch - 1].toFixed(4)}` : '';
      console.error(`${label} epoch ${epoch}/${epochs}: val_loss ${val_loss[epoch - 1].toFixed(4)}${accuracy}`);
    },
    onTrainEnd: finish,
  };
}
