import { type Dataset, Diverged, firstNotFinite, type Random, type StepMetrics, type Trainer } from '@reprise/engine';
import type { History } from '@reprise/records';
import type { Histograms } from '../formats/tensorboard/bucket-table';
import { tf } from '@reprise/runtime';
import { rowOrder } from './row-order';

export interface EpochOptions {
  /** Names the training in progress lines and errors: `lenet`. */
  label: string;
  epochs: number;
  train: Dataset;
  validation: Dataset;
  /** Source of the order of rows, of which each epoch has its own. */
  random: Random;
  /** Whether a non-finite number ends training with the last complete epoch's weights instead of failing. */
  mayDiverge?: boolean;
}

/** Values of a trainer's variables, in order: weights and the optimizer's state are float32, the step's seed is int32. */
type Values = (Float32Array | Int32Array)[];

/** State of a training between two epochs, from which it continues to the same bits. */
export interface TrainingState {
  /** Epochs completed. */
  epoch: number;
  history: History;
  /** Seconds of each epoch. */
  seconds: number[];
  /** Values of the trainer's variables after the last epoch. */
  values: Values;
  /** Of each watched weight, one table an epoch. */
  histograms: Histograms;
  /** The model's weights after each epoch in half precision, if they are kept: see `epochWeights`. */
  weights?: Uint16Array[];
  /** Weights at the lowest val_loss (Keras's ModelCheckpoint, save_best_only). */
  best?: { epoch: number; valLoss: number; values: Values };
}

/** Follows a training, as Keras's callbacks do. Its functions are called in the order in which callbacks are listed. */
export interface Callback {
  /** Called before the first epoch. @returns the state of an interrupted training to continue from */
  onTrainBegin?(options: EpochOptions): Promise<TrainingState | undefined>;
  /** Whether training ends early. Called before each epoch. */
  endsTraining?(state: TrainingState): boolean;
  onEpochBegin?(epoch: number): void;
  /** @param rows trained on in this epoch so far @param loss their mean, with the regularizer */
  onStepsEnd?(rows: number, loss: number): void;
  /** Called after each epoch's validation; may add to the state. */
  onEpochEnd?(state: TrainingState): void | Promise<void>;
  /** What remains of a training that diverged, as a sentence for its error. */
  recovery?(): Promise<string>;
  /** Called when training ends, also by an error. */
  onTrainEnd?(): void | Promise<void>;
}

export interface Fitted extends TrainingState {
  /** Whether a callback ended it. */
  stoppedEarly: boolean;
  /** Whether a non-finite number ended it. */
  diverged: boolean;
  /** Whether it continued from a checkpoint. */
  resumed: boolean;
}

/** Copies of what variables hold. */
const snapshot = (variables: readonly tf.Variable[]): Values =>
  variables.map((variable) => variable.dataSync<'float32'>().slice());

/** Gives a trainer's variables the values of a {@link snapshot}. */
export function restore(trainer: Trainer, values: Values): void {
  tf.tidy(() =>
    trainer.variables.forEach((variable, i) =>
      variable.assign(tf.tensor(values[i], variable.shape, variable.dtype as 'float32')),
    ),
  );
}

/** Trains and validates one epoch, and adds it to the state. @throws Diverged when a number is not finite */
async function runEpoch(
  trainer: Trainer,
  state: TrainingState,
  options: EpochOptions,
  callbacks: readonly Callback[],
): Promise<void> {
  const { label, train, random } = options;
  const epoch = state.epoch + 1;
  const started = Date.now();
  const at = async (part: string) => {
    const kept = await Promise.all(callbacks.map((callback) => callback.recovery?.()));
    return { where: `${label}, epoch ${epoch}, ${part}`, kept: kept.find(Boolean) ?? 'No checkpoint was written.' };
  };

  for (const callback of callbacks) callback.onEpochBegin?.(epoch);
  const order = rowOrder(random, epoch, train.rows);
  const sums = { loss: 0, loss_without_regularizer: 0, acc: 0 };
  let [steps, rows] = [0, 0];
  const start = (from: number): Promise<StepMetrics[]> => {
    const call = trainer.train(order.subarray(from, from + trainer.rowsPerCall));
    call.catch(() => undefined); // thrown below, in the order of the calls
    return call;
  };
  let next = start(0);
  try {
    for (let from = 0; from < train.rows; from += trainer.rowsPerCall) {
      const call = next;
      const after = from + trainer.rowsPerCall;
      // TensorFlow goes on while the metrics of this call are read.
      if (after < train.rows) next = start(after);
      for (const step of await call) {
        steps++;
        rows += step.rows;
        sums.loss += (step.loss + step.regularization) * step.rows;
        sums.loss_without_regularizer += step.loss * step.rows;
        sums.acc += step.correct;
      }
      for (const callback of callbacks) callback.onStepsEnd?.(rows, sums.loss / rows);
    }
  } catch (error) {
    throw error instanceof Diverged ? error.at(await at(`step ${steps + error.step + 1}`)) : error;
  } finally {
    await Promise.allSettled([next]);
  }

  const values = snapshot(trainer.variables);
  const name = firstNotFinite(trainer.variables, values);
  if (name !== undefined) throw new Diverged(`a non-finite value of ${name}`, 0, await at('its end'));
  const validation = await trainer.evaluate(options.validation);
  if (!Number.isFinite(validation.loss))
    throw new Diverged(`a val_loss of ${validation.loss}`, 0, await at('validation'));

  for (const name of ['loss', 'loss_without_regularizer', 'acc'] as const) {
    state.history[name]?.push(sums[name] / rows);
    state.history[`val_${name}`]?.push(validation[name] as number);
  }
  state.epoch = epoch;
  state.values = values;
  state.seconds.push((Date.now() - started) / 1000);
}

/**
 * Trains as Keras 2's `fit` does: each epoch passes over all rows in a new order, the last batch is the smaller rest, the
 * curves are means over the epoch's batches in training mode, weighted by batch size, and validation follows each epoch.
 *
 * On return the trainer's variables hold the last complete epoch's weights.
 * @throws Diverged when a loss, a gradient or a weight is not finite and `mayDiverge` is not set; it names the step
 */
export async function trainEpochs(
  trainer: Trainer,
  options: EpochOptions,
  callbacks: readonly Callback[] = [],
): Promise<Fitted> {
  const accuracy = trainer.hasAccuracy && { acc: [], val_acc: [] };
  let state: TrainingState = {
    epoch: 0,
    history: { loss: [], loss_without_regularizer: [], val_loss: [], val_loss_without_regularizer: [], ...accuracy },
    seconds: [],
    values: snapshot(trainer.variables),
    histograms: {},
  };
  let resumed = false;
  let diverged = false;
  try {
    for (const callback of callbacks) {
      const kept = await callback.onTrainBegin?.(options);
      if (kept === undefined) continue;
      state = kept;
      restore(trainer, state.values);
      resumed = true;
    }
    while (state.epoch < options.epochs && !callbacks.some((callback) => callback.endsTraining?.(state))) {
      try {
        await runEpoch(trainer, state, options, callbacks);
      } catch (error) {
        if (!(error instanceof Diverged && options.mayDiverge)) throw error;
        const { where, found } = error.parts;
        console.error(`${where}: ${found}, so training ends with the weights of epoch ${state.epoch}`);
        restore(trainer, state.values);
        diverged = true;
        break;
      }
      for (const callback of callbacks) await callback.onEpochEnd?.(state);
    }
  } catch (error) {
    await Promise.allSettled(callbacks.map(async (callback) => callback.onTrainEnd?.())); // the first error counts
    throw error;
  }
  for (const callback of callbacks) await callback.onTrainEnd?.();
  return { ...state, stoppedEarly: state.epoch < options.epochs && !diverged, diverged, resumed };
}
