import type { History, RunRecord } from '@reprise/records';
import { count } from './format';
import type { ErrorResult } from './results';

const four = (value: number | undefined): string => value?.toFixed(4) ?? '–';

/**
 * Where the validation curve ends, here and in the notebook.
 * @example endsAt('LeNet', 'loss', [0.4, 0.28], [0.4, 0.2795])
 * // 'LeNet: validation loss ends at 0.2800, the notebook’s at 0.2795'
 */
export const endsAt = (
  name: string,
  measure: 'loss' | 'accuracy',
  ours: History['val_loss'] | undefined,
  theirs: readonly number[] | undefined,
): string => `${name}: validation ${measure} ends at ${four(ours?.at(-1))}, the notebook’s at ${four(theirs?.at(-1))}`;

/** How large a model is. @example sizeOf('LeNet', run) // 'LeNet: 43,942 parameters in 10 layers' */
export function sizeOf(name: string, { layers, parameters: { total, trainable } }: RunRecord): string {
  const part = trainable < total ? `, ${count(trainable)} of them trained` : '';
  return `${name}: ${count(total)} parameters in ${layers.length} layers${part}`;
}

const times = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;

/** What a detector finds and misses, or how often a classifier is right. @param matrix counts, `matrix[actual][predicted]` */
export function matrixTitle(name: string, matrix: readonly (readonly number[])[]): string {
  if (matrix.length === 2) {
    const [[, alarms], [missed, found]] = matrix;
    return `${name} finds ${count(found)} of ${count(missed + found)} malicious URLs and raises ${times(alarms, 'false alarm')}`;
  }
  const rows = matrix.flat().reduce((sum, n) => sum + n, 0);
  const right = matrix.reduce((sum, row, k) => sum + row[k], 0);
  return `${name} is right on ${count(right)} of ${count(rows)} test images`;
}

/** Which mistake a classifier makes most often. @param confused by how often, one at least */
export function confusedTitle(name: string, confused: NonNullable<ErrorResult['confused']>): string {
  const [most, next] = confused;
  const kind = next?.count === most.count ? 'One of the most frequent mistakes' : 'The most frequent mistake';
  return `${kind} of ${name}: ${most.actual} taken for ${most.predicted}, ${times(most.count, 'time')}`;
}

/** The reconstructions that are shown against all of them. @param losses of those shown @param mean of the test set */
export function reconstructionTitle(losses: readonly number[], mean: number): string {
  const better = losses.filter((loss) => loss < mean).length;
  return `Of these reconstructions ${better} of ${losses.length} cost less than the test set’s mean of ${four(mean)}`;
}

/** How bad the worst are. @param mean of the test set */
export function worstTitle(worst: NonNullable<ErrorResult['worst']>, mean: number): string {
  const [{ loss }] = worst;
  return `The worst reconstructions cost up to ${four(loss)}, ${(loss / mean).toFixed(1)} times the test set’s mean`;
}
