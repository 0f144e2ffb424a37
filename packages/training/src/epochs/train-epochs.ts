import { relative } from 'node:path';
import { digest, Problem, startProgress } from '@reprise/base';
import { bucketTable, type Histograms } from '../files/bucket-table';
import type { Metrics, History } from '@reprise/records';
import {
  type Dataset,
  Diverged,
  firstNotFinite,
  type Place,
  type Random,
  type StepFigures,
  type Trainer,
} from '@reprise/engine';
import type { tf } from '@reprise/runtime';
import type { Checkpoint, CheckpointFile } from './checkpoint';
import { restore, snapshot, type Values } from './values';

export interface EpochOptions {
  /** What progress lines and errors call the training: `lenet`. */
  label: string;
  epochs: number;
  train: Dataset;
  validation: Dataset;
  /** Source of the order of rows; each epoch draws from a fork of its own. */
  random: Random;
  /** Stop after so many epochs in a row whose val_loss is not strictly lower than the lowest before; restore nothing. */
  patience?: number;
  /** Where numbers that are not finite are a finding and no failure: training ends with the last whole epoch's weights. */
  mayDiverge?: boolean;
  /** Weights of the trainer, by name, whose values are counted in a histogram after each epoch. */
  watched?: Record<string, tf.Variable>;
  checkpoint?: CheckpointFile;
  /** Hears the last epoch that the checkpoint holds, whenever it was written or read. */
  onKept?(epoch: number): void;
}

export interface Fitted {
  history: History;
  /** Of the weights that are watched, one table an epoch. */
  histograms: Histograms;
  /** What each epoch took. */
  seconds: number[];
  /** Whether `patience` ended it. */
  stoppedEarly: boolean;
  /** Whether a number that is not finite ended it, where it may. */
  diverged: boolean;
  /** Whether it went on from a checkpoint. */
  resumed: boolean;
  /** Weights at the lowest val_loss, when `patience` is given (Keras's ModelCheckpoint, save_best_only). */
  best?: NonNullable<Checkpoint['best']>;
}

const emptyHistory = (accuracy: boolean): History => ({
  loss: [],
  loss_without_regularizer: [],
  val_loss: [],
  val_loss_without_regularizer: [],
  ...(accuracy && { acc: [], val_acc: [] }),
});

/** Means over an epoch's batches, weighted by their rows. */
function epochMeans(): { add(step: StepFigures): void; means(): Metrics; rows(): number; steps(): number } {
  let steps = 0;
  let rows = 0;
  let loss = 0;
  let withRegularizer = 0;
  let correct = 0;
  return {
    add(step) {
      steps++;
      rows += step.rows;
      loss += step.loss * step.rows;
      withRegularizer += (step.loss + step.regularization) * step.rows;
      correct += step.correct;
    },
    means: () => ({ loss: withRegularizer / rows, loss_without_regularizer: loss / rows, acc: correct / rows }),
    rows: () => rows,
    steps: () => steps,
  };
}

/** Where an epoch's numbers went wrong, and what there is to go back to. @param step from 1, or what it was instead */
function placeOf({ label, checkpoint }: EpochOptions, epoch: number, step: number | string): Place {
  const where = `${label}, epoch ${epoch}, ${typeof step === 'number' ? `step ${step}` : step}`;
  if (epoch === 1) return { where, kept: 'There is no good checkpoint of it, since no epoch was done.' };
  const file = checkpoint ? relative(process.cwd(), checkpoint.path) : 'which was not written';
  return { where, kept: `The last good checkpoint is that after epoch ${epoch - 1}: ${file}.` };
}

async function trainEpoch(trainer: Trainer, epoch: number, options: EpochOptions): Promise<Metrics> {
  const { train, epochs, label } = options;
  const order = options.random.fork(`epoch ${epoch}`).permutation(train.rows);
  const progress = startProgress(`${label} epoch ${epoch}/${epochs}`, train.rows, 'samples', {
    after: (epochs - epoch) * train.rows,
    atMost: options.patience !== undefined,
  });
  const mean = epochMeans();
  try {
    for (let at = 0; at < train.rows; at += trainer.rowsPerCall) {
      (await trainer.train(order.subarray(at, at + trainer.rowsPerCall))).forEach(mean.add);
      progress.update(mean.rows(), `loss ${mean.means().loss.toFixed(4)}`);
    }
    progress.update(train.rows, `loss ${mean.means().loss.toFixed(4)}`);
  } catch (error) {
    throw error instanceof Diverged ? error.at(placeOf(options, epoch, mean.steps() + error.step + 1)) : error;
  } finally {
    progress.done();
  }
  return mean.means();
}

/** What an epoch leaves. */
interface EpochEnd {
  means: Metrics;
  validation: Metrics;
  /** Of the trainer's variables, all finite. */
  values: Values;
}

/**
 * Trains and validates an epoch. On return the trainer's variables hold its values.
 * @throws Diverged when a number is not finite, also one of the weights that its last step left
 */
async function runEpoch(trainer: Trainer, epoch: number, options: EpochOptions): Promise<EpochEnd> {
  const means = await trainEpoch(trainer, epoch, options);
  const values = snapshot(trainer.variables);
  const name = firstNotFinite(trainer.variables, values);
  if (name !== undefined) throw new Diverged(`${name} with a value that is not`, 0, placeOf(options, epoch, 'its end'));
  const validation = await trainer.evaluate(options.validation);
  if (!Number.isFinite(validation.loss))
    throw new Diverged(`a val_loss of ${validation.loss}`, 0, placeOf(options, epoch, 'validation'));
  return { means, validation, values };
}

/**
 * True when the last `patience` epochs all failed to go strictly below the lowest val_loss before them (Keras 2.2.4, where 0
 * and 1 are the same: the first that fails ends it).
 */
export function stopsEarly(valLoss: number[], patience: number): boolean {
  let best = Infinity;
  let wait = 0;
  for (const loss of valLoss) {
    wait = loss < best ? 0 : wait + 1;
    best = Math.min(best, loss);
  }
  return wait >= Math.max(1, patience);
}

/** Adds an epoch to the histograms. */
function countWeights(watched: Record<string, tf.Variable>, histograms: Histograms): void {
  for (const [name, variable] of Object.entries(watched))
    (histograms[name] ??= []).push(bucketTable(variable.dataSync<'float32'>()));
}

/** What a training is, as far as its checkpoint may be of another one: optimizer, weights, rows and their order. */
const identityOf = ({ optimizer, variables }: Trainer, { train, random }: EpochOptions): string =>
  digest(
    JSON.stringify({
      optimizer: optimizer.getConfig(),
      shapes: variables.map(({ shape }) => shape),
      rows: train.rows,
      order: random.fork('epoch 1').int32(),
    }),
  );

/**
 * A checkpoint of this training. One of another is ignored, and a line says so.
 * @throws Problem when it holds more epochs than are wanted: its weights are those of a longer training
 */
function fitting(checkpoint: Checkpoint | undefined, of: string, options: EpochOptions): Checkpoint | undefined {
  if (checkpoint === undefined) return undefined;
  const { label, epochs } = options;
  if (checkpoint.of !== of) {
    console.error(`${label}: the checkpoint is of another training, so training begins anew`);
    return undefined;
  }
  if (checkpoint.epoch <= epochs) return checkpoint;
  throw new Problem({
    where: label,
    expected: `a checkpoint of at most ${epochs} epochs`,
    found: `one of ${checkpoint.epoch}`,
    todo: `Remove ${options.checkpoint?.path ?? 'it'}, or train for more epochs.`,
  });
}

/**
 * Trains as Keras 2's `fit` does: each epoch passes over all rows in a fresh order, the last batch is the smaller rest,
 * the curves are means over the epoch's batches in training mode, weighted by batch size, and validation follows each
 * epoch. After each epoch it writes a checkpoint, and it starts from one that is there.
 *
 * On return the trainer's variables hold the last epoch's weights.
 * @throws Diverged when a loss, a gradient or a weight is not finite; it names the step and the last good checkpoint
 */
export async function trainEpochs(trainer: Trainer, options: EpochOptions): Promise<Fitted> {
  const { epochs, patience, checkpoint, watched = {} } = options;
  const of = identityOf(trainer, options);
  const before = fitting(await checkpoint?.load(), of, options);
  if (before) {
    restore(trainer, before.values);
    console.error(`${options.label}: going on after epoch ${before.epoch} of ${epochs}`);
    options.onKept?.(before.epoch);
  }
  const seconds = before?.seconds ?? [];
  const histograms = before?.histograms ?? {};
  let history = before?.history;
  let best = before?.best;
  let epoch = before?.epoch ?? 0;
  let last = before?.values ?? snapshot(trainer.variables);
  let diverged = false;
  const stopped = (): boolean => patience !== undefined && stopsEarly(history?.val_loss ?? [], patience);

  while (epoch < epochs && !stopped()) {
    const started = Date.now();
    const end = await runEpoch(trainer, epoch + 1, options).catch((error: unknown) => {
      if (!(error instanceof Diverged && options.mayDiverge)) throw error;
      const { where, found } = error.parts;
      console.error(`${where}: ${found}, so training ends with the epoch before`);
    });
    if (end === undefined) {
      restore(trainer, last);
      diverged = true;
      break;
    }
    epoch++;
    const { means, validation, values } = end;
    history ??= emptyHistory(validation.acc !== undefined);
    history.loss.push(means.loss);
    history.loss_without_regularizer.push(means.loss_without_regularizer);
    history.val_loss.push(validation.loss);
    history.val_loss_without_regularizer.push(validation.loss_without_regularizer);
    if (validation.acc !== undefined) {
      history.acc?.push(means.acc as number);
      history.val_acc?.push(validation.acc);
    }
    seconds.push((Date.now() - started) / 1000);
    const accuracy = validation.acc === undefined ? '' : `, val_acc ${validation.acc.toFixed(4)}`;
    console.error(`${options.label} epoch ${epoch}/${epochs}: val_loss ${validation.loss.toFixed(4)}${accuracy}`);
    last = values;
    countWeights(watched, histograms);
    if (patience !== undefined && validation.loss < (best?.valLoss ?? Infinity))
      best = { epoch, valLoss: validation.loss, values };
    await checkpoint?.save({ of, epoch, history, histograms, seconds, values, ...(best && { best }) });
    options.onKept?.(epoch);
  }
  if (epoch < epochs && !diverged)
    console.error(
      `${options.label}: stopped early, val_loss has not fallen for ${patience} epochs; lowest after epoch ${best?.epoch}`,
    );
  return {
    history: history ?? emptyHistory(false),
    histograms,
    seconds,
    stoppedEarly: epoch < epochs && !diverged,
    diverged,
    resumed: before !== undefined,
    ...(best && { best }),
  };
}
