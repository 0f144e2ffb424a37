import { mean, median } from '../metrics';
import type { Records } from '../records/records';
import type { TrainingRecord } from '../records/training-record';

const last = (curve: readonly number[] | undefined): number => curve?.at(-1) ?? NaN;

/** The sum of a curve's rises from one epoch to the next. */
export const rises = (curve: readonly number[]): number =>
  curve.slice(1).reduce((sum, value, i) => sum + Math.max(0, value - curve[i]), 0);

/** That as a share of its range; 0 for a curve that never rises. @example relativeRises([1, 0.5, 0.6, 0.2]) // 0.1 / 0.8 */
export const relativeRises = (curve: readonly number[]): number =>
  rises(curve) === 0 ? 0 : rises(curve) / (Math.max(...curve) - Math.min(...curve));

type OfTraining = (training: TrainingRecord) => number;

/** The protocol's quantities that need only the training's own record. */
const BY_TRAINING: Record<string, OfTraining> = {
  loss: ({ history }) => last(history.loss),
  val_loss: ({ history }) => last(history.val_loss),
  val_loss_median5: ({ history }) => median(history.val_loss.slice(-5)),
  acc: ({ history }) => last(history.acc),
  train_accuracy: ({ accuracy }) => accuracy?.train ?? NaN,
  accuracy_gap: ({ accuracy }) => (accuracy ? accuracy.train - accuracy.test : NaN),
  epochs: ({ history }) => history.loss.length,
  late_val_loss: ({ history: { val_loss } }) => mean(val_loss.slice(7, 10)) - mean(val_loss.slice(4, 7)),
  log_seconds: ({ seconds }) => Math.log(seconds ?? NaN),
  plotted_accuracy: ({ history }) => (last(history.acc) + last(history.val_acc)) / 2,
  relative_rises: ({ history }) => relativeRises(history.loss),
  relative_rises_val: ({ history }) => relativeRises(history.val_loss),
  absolute_rises: ({ history }) => rises(history.loss) / history.loss.length,
};

/** A quantity of one training as a constant plus a weighted sum over some test rows, each as often as a sample has it. */
export interface RowSum {
  constant: number;
  rows: Uint32Array;
  weight: number;
}

const where = (values: Float64Array, is: (value: number, row: number) => boolean): Uint32Array =>
  Uint32Array.from(Array.from(values.keys()).filter((row) => is(values[row], row)));

/** A URL model's quantity over the test rows. */
export function rowSum(records: Records, experiment: string, quantity: string, training: TrainingRecord): RowSum {
  const correct = records.correct(experiment, training);
  const wrong = where(correct, (value) => value === 0);
  const n = correct.length;
  if (quantity === 'test_accuracy') return { constant: 1, rows: wrong, weight: -1 / n };
  if (quantity === 'plotted_accuracy')
    return { constant: (last(training.history.acc) + 1) / 2, rows: wrong, weight: -1 / (2 * n) };
  if (quantity === 'recall') {
    const malicious = where(records.benign(), (benign) => benign === 0);
    return { constant: 0, rows: malicious.filter((row) => correct[row] === 1), weight: 1 / malicious.length };
  }
  throw new Error(`no test rows are known for ${quantity}`);
}

/** The sum in a sample. @param counts how often the sample has each row; undefined for the test set itself */
export function evaluateRowSum({ constant, rows, weight }: RowSum, counts?: Uint16Array): number {
  if (!counts) return constant + weight * rows.length;
  let sum = 0;
  for (const row of rows) sum += counts[row];
  return constant + weight * sum;
}

/** A quantity of each training of an experiment. */
export function quantityOf(
  records: Records,
  experiment: string,
  quantity: string,
): (training: TrainingRecord) => number {
  if (quantity === 'squared_error' || quantity === 'crossentropy')
    return (training) => mean(records.rows(experiment, training, quantity));
  // Baselines without a training have only test rows.
  if (quantity === 'test_accuracy')
    return (training) => training.accuracy?.test ?? mean(records.correct(experiment, training));
  if (quantity === 'recall') return (training) => evaluateRowSum(rowSum(records, experiment, quantity, training));
  const of = BY_TRAINING[quantity];
  if (!of) throw new Error(`unknown quantity: ${quantity}`);
  return of;
}
