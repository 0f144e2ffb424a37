import { layerRows } from '../files/layer-rows';
import { parameterCounts } from '../files/parameter-counts';
import { RunRecord } from '@reprise/records';
import { intraOpThreads, tensorflowVersion } from '@reprise/runtime';
import { INTER_OP_THREADS } from '@reprise/engine';
import type { Fitted } from '../epochs/train-epochs';
import { STEPS_PER_CALL } from './experiment';
import type { Run } from './run';

/** What a training does, and on how many rows. */
export const configOf = ({ experiment, extent, split, data }: Run): RunRecord['config'] => ({
  epochs: extent.epochs,
  batch_size: experiment.batchSize,
  train_rows: data.train.rows,
  test_rows: data.test.rows,
  ...(data.validation !== data.test && { validation_rows: data.validation.rows }),
  ...(split !== undefined && { split }),
  loss: experiment.loss,
  optimizer: experiment.optimizer,
  ...(experiment.patience !== undefined && { patience: experiment.patience }),
  towers: experiment.towers,
  steps_per_call: STEPS_PER_CALL,
  intra_op_threads: intraOpThreads(),
  inter_op_threads: INTER_OP_THREADS,
});

/**
 * What `run.json` says of a run, all of it determined by its inputs.
 * @param rounds all calls of `fit`; the last one is the run's own
 * @param found figures of the last epoch's weights, and of those at the lowest val_loss
 */
export function describeRun(run: Run, rounds: Fitted[], found: Pick<RunRecord, 'final' | 'best'>): RunRecord {
  const { experiment, profile, seed, model } = run;
  const fitted = rounds[rounds.length - 1];
  const earlier = rounds.slice(0, -1);
  return RunRecord.parse({
    schema: 1,
    experiment: experiment.name,
    model: experiment.model,
    title: experiment.title,
    profile,
    slice: profile === 'quick',
    seed,
    task: experiment.task,
    config: configOf(run),
    inputs: run.inputs,
    tensorflow: tensorflowVersion(),
    parameters: parameterCounts(model),
    layers: layerRows(model),
    history: fitted.history,
    epochs_run: fitted.history.loss.length,
    stopped_early: fitted.stoppedEarly,
    ...(fitted.diverged && { diverged: true }),
    ...(earlier.length > 0 && {
      earlier_rounds: earlier.map(({ history, stoppedEarly }) => ({
        history,
        epochs_run: history.loss.length,
        stopped_early: stoppedEarly,
      })),
    }),
    final: found.final,
    ...(found.best && { best: found.best }),
  } satisfies RunRecord);
}
