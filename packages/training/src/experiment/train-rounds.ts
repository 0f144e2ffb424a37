import { join } from 'node:path';
import { digest, repositoryRoot } from '@reprise/base';
import { trainedWeights } from '../files/trained-weights';
import type { Random } from '@reprise/engine';
import { type CheckpointFile, checkpointFile } from '../epochs/checkpoint';
import { type Fitted, trainEpochs } from '../epochs/train-epochs';
import { configOf } from './describe-run';
import type { Run } from './run';

/** Counts up when a checkpoint holds other things than before. */
const CHECKPOINT_VERSION = 5;

/** What ties a checkpoint to the training that it belongs to. */
function checkpointPath(run: Run, round: number): string {
  const { experiment, profile, seed, inputs } = run;
  // Under Nx the task's hash holds the sources as well, so that edited code does not go on from old state.
  const ties = { CHECKPOINT_VERSION, inputs, config: configOf(run), task: process.env['NX_TASK_HASH'] ?? '' };
  const name = `${experiment.name}-${profile}-seed-${seed}-${digest(JSON.stringify(ties)).slice(0, 16)}-round-${round}.bin`;
  return join(repositoryRoot(), '.reprise', 'checkpoints', name);
}

/**
 * All calls of `fit` that an experiment makes, each from its checkpoint where there is one.
 * @param onKept called with how far the training is kept, after each checkpoint that is written or read: `epoch 3 of 10`
 * @returns what came of each, and their checkpoints, to be removed once all is saved
 */
export async function trainRounds(
  run: Run,
  random: Random,
  onKept?: (place: string) => void,
): Promise<{ rounds: Fitted[]; checkpoints: CheckpointFile[] }> {
  const { experiment, extent, data } = run;
  const { patience, mayDiverge, rounds: count = 1 } = experiment;
  const rounds: Fitted[] = [];
  const checkpoints: CheckpointFile[] = [];
  for (let round = 1; round <= count; round++) {
    const checkpoint = checkpointFile(checkpointPath(run, round));
    checkpoints.push(checkpoint);
    rounds.push(
      await trainEpochs(run.trainer, {
        label: count > 1 ? `${experiment.name} round ${round}` : experiment.name,
        epochs: extent.epochs,
        train: data.train,
        validation: data.validation,
        watched: trainedWeights(run.model),
        random: random.fork(round === 1 ? 'order' : `order of round ${round}`),
        checkpoint,
        onKept: (epoch) => onKept?.(`${count > 1 ? `round ${round}, ` : ''}epoch ${epoch} of ${extent.epochs}`),
        ...(patience !== undefined && { patience }),
        ...(mayDiverge && { mayDiverge }),
      }),
    );
  }
  return { rounds, checkpoints };
}
