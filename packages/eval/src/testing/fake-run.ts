import { type Profile, RunRecord } from '@reprise/records';
import { PUBLISHED, type ModelName } from '../published/published';
import { fakeLayers } from './fake-layers';

/** A curve near `values`, never equal to it, and always the same. */
const near = (values: readonly number[] = [], epochs: number): number[] =>
  values.slice(0, epochs).map((value, i) => value * (1 + 0.004 * Math.sin(i + 1)));

/** A record as a training writes it, with curves near the notebook's. */
export function fakeRun(
  model: ModelName,
  { profile = 'full', seed = 1, testRows = 200 }: { profile?: Profile; seed?: number; testRows?: number } = {},
): RunRecord {
  const published = PUBLISHED[model].history;
  const epochs = profile === 'quick' ? 1 : published.loss.length;
  const loss = near(published.loss, epochs);
  const val_loss = near(published.val_loss, epochs);
  const layers = fakeLayers(model);
  const sum = (rows: typeof layers): number => rows.reduce((total, row) => total + row.parameters, 0);
  const trainable = sum(layers.filter((layer) => layer.trainable));
  const classifies = model !== 'autoencoder';
  const text = model === 'birnn' || model === 'cnn-lstm';
  const figures = (of: number, acc: number) => ({
    loss: of,
    loss_without_regularizer: of,
    ...(classifies && { acc }),
  });
  const final = { train: figures(loss[loss.length - 1], 0.95), test: figures(val_loss[val_loss.length - 1], 0.9) };
  return RunRecord.parse({
    schema: 1,
    experiment: model,
    model,
    title: `Fake ${model}`,
    profile,
    slice: profile === 'quick',
    seed,
    task: text ? 'binary' : classifies ? 'multiclass' : 'reconstruction',
    config: {
      epochs: text ? 20 : epochs,
      batch_size: 32,
      train_rows: 1000,
      test_rows: testRows,
      loss: text || !classifies ? 'binary_crossentropy' : 'categorical_crossentropy',
      optimizer: { name: 'Adam', learning_rate: 0.001, epsilon: 1e-7 },
      ...(text && { patience: 2 }),
      towers: 2,
      steps_per_call: 4,
      intra_op_threads: 1,
      inter_op_threads: 2,
    },
    inputs: {},
    tensorflow: '2.21.0',
    parameters: { total: sum(layers), trainable, frozen: sum(layers) - trainable },
    layers,
    history: {
      loss,
      loss_without_regularizer: loss,
      val_loss,
      val_loss_without_regularizer: val_loss,
      ...(classifies && { acc: near(published.acc, epochs), val_acc: near(published.val_acc, epochs) }),
    },
    epochs_run: epochs,
    stopped_early: text,
    final,
    ...(text && { best: { epoch: 1, ...final } }),
  });
}
