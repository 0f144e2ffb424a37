import type { Trainer } from '@reprise/engine';
import type { tf } from '@reprise/runtime';
import { earlyStopping, weightHistograms } from '../callbacks';
import { checkpoints } from '../checkpoint';
import { epochWeights } from '../epoch-weights';
import { type EpochOptions, type Fitted, trainEpochs } from '../train-epochs';

interface FitOptions extends EpochOptions {
  /** A file. */
  checkpoint?: string;
  /** A file of a shorter training. */
  beginning?: string;
  patience?: number;
  watched?: tf.LayersModel;
  /** Whose weights are kept after each epoch. */
  kept?: tf.LayersModel;
}

/** Trains with the callbacks that an experiment with these settings has. */
export const fit = (
  trainer: Trainer,
  { checkpoint, beginning, patience, watched, kept, ...options }: FitOptions,
): Promise<Fitted> =>
  trainEpochs(trainer, options, [
    ...(watched ? [weightHistograms(watched)] : []),
    ...(kept ? [epochWeights(kept)] : []),
    ...(patience === undefined ? [] : [earlyStopping(options.label, patience)]),
    ...(checkpoint ? [checkpoints(checkpoint, beginning)] : []),
  ]);
