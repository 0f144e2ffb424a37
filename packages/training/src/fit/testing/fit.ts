import type { Trainer } from '@reprise/engine';
import type { tf } from '@reprise/runtime';
import { earlyStopping, weightHistograms } from '../callbacks';
import { type CheckpointFile, checkpoints } from '../checkpoint';
import { type EpochOptions, type Fitted, trainEpochs } from '../train-epochs';

interface FitOptions extends EpochOptions {
  checkpoint?: CheckpointFile;
  patience?: number;
  watched?: Record<string, tf.Variable>;
}

/** Trains with the callbacks that an experiment with these settings has. */
export const fit = (trainer: Trainer, { checkpoint, patience, watched, ...options }: FitOptions): Promise<Fitted> =>
  trainEpochs(trainer, options, [
    ...(watched ? [weightHistograms(watched)] : []),
    ...(patience === undefined ? [] : [earlyStopping(options.label, patience)]),
    ...(checkpoint ? [checkpoints(checkpoint)] : []),
  ]);
