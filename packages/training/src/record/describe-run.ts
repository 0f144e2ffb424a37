import { release } from 'node:os';
import { machine } from '@reprise/base';
import { INTER_OP_THREADS } from '@reprise/engine';
import { Measured, RunRecord } from '@reprise/records';
import { intraOpThreads, tensorflowVersion, type tf } from '@reprise/runtime';
import { type Run, STEPS_PER_CALL } from '../experiment';
import type { Fitted } from '../fit/train-epochs';
import { layerRows } from './layer-rows';

/** Parameters of a model as Keras's summary counts them; `frozen` are those of layers with `trainable` false. */
export function parameterCounts(model: tf.LayersModel): RunRecord['parameters'] {
  const count = (layers: tf.layers.Layer[]): number => layers.reduce((sum, layer) => sum + layer.countParams(), 0);
  const frozen = count(model.layers.filter((layer) => !layer.trainable));
  const total = count(model.layers);
  return { total, trainable: total - frozen, frozen };
}

/** Settings of a training, and its numbers of rows. */
export const configOf = ({ experiment, size, split, data }: Run): RunRecord['config'] => ({
  epochs: size.epochs,
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
 * The content of `run.json`, which the run's inputs determine.
 * @param fits all calls of `fit`; the last one is the run's own
 * @param metrics of the last epoch's weights, and of those at the lowest val_loss
 */
export function describeRun(run: Run, fits: Fitted[], metrics: Pick<RunRecord, 'final' | 'best'>): RunRecord {
  const { experiment, profile, seed, model } = run;
  const fitted = fits[fits.length - 1];
  const earlier = fits.slice(0, -1);
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
    final: metrics.final,
    ...(metrics.best && { best: metrics.best }),
  } satisfies RunRecord);
}

/**
 * The content of `measured.json` of a run that ends now, on this machine.
 * @param fits all calls of `fit`
 * @param started milliseconds, as `Date.now()` gives them
 * @param others further seconds, by name
 */
export function measure(fits: Fitted[], started: number, others: Record<string, number> = {}): Measured {
  const seconds = fits.flatMap((fit) => fit.seconds);
  return Measured.parse({
    schema: 1,
    date: new Date().toISOString(),
    seconds: {
      total: (Date.now() - started) / 1000,
      training: seconds.reduce((sum, s) => sum + s, 0),
      epochs: seconds,
      ...others,
    },
    resumed: fits.some(({ resumed }) => resumed),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    machine: { ...machine(), release: release() },
    node: process.versions.node,
    tensorflow: tensorflowVersion(),
  });
}
