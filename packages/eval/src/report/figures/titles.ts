import type { RunRecord } from '@reprise/records';
import { count } from '../format';
import type { ErrorResult } from '../results';

const four = (value: number | undefined): string => value?.toFixed(4) ?? '–';

/** Where the validation curve ends, here and in the notebook. */
export function endsAt(
  title: string,
  metric: 'loss' | 'accuracy',
  ours: readonly number[],
  theirs: readonly number[] | undefined,
): string {
  const notebook = theirs ? `, the notebook’s at ${four(theirs.at(-1))}` : '';
  return `${title}: validation ${metric} ends at ${four(ours.at(-1))}${notebook}`;
}

/** The size of a model. @example sizeOf('LeNet', run) // 'LeNet: 43,942 parameters in 10 layers' */
export function sizeOf(title: string, { layers, parameters: { total, trainable } }: RunRecord): string {
  const part = trainable < total ? `, ${count(trainable)} of them trained` : '';
  return `${title}: ${count(total)} parameters in ${layers.length} layers${part}`;
}

const times = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;

/** What a detector finds and misses, or how often a classifier is right. @param matrix counts, `matrix[actual][predicted]` */
export function matrixTitle(title: string, matrix: readonly (readonly number[])[]): string {
  if (matrix.length === 2) {
    const [[, alarms], [missed, found]] = matrix;
    return `${title} finds ${count(found)} of ${count(missed + found)} malicious URLs and raises ${times(alarms, 'false alarm')}`;
  }
  const rows = matrix.flat().reduce((sum, n) => sum + n, 0);
  const right = matrix.reduce((sum, row, k) => sum + row[k], 0);
  return `${title} is right on ${count(right)} of ${count(rows)} test images`;
}

/** A classifier's most frequent mistake. @param confused at least one pair, the most frequent first */
export function confusedTitle(title: string, confused: NonNullable<ErrorResult['confused']>): string {
  const [most, next] = confused;
  const kind = next?.count === most.count ? 'One of the most frequent mistakes' : 'The most frequent mistake';
  return `${kind} of ${title}: ${most.actual} taken for ${most.predicted}, ${times(most.count, 'time')}`;
}

/** The shown reconstructions against all of them. @param losses of those shown @param mean of the test set */
export function reconstructionTitle(losses: readonly number[], mean: number): string {
  const better = losses.filter((loss) => loss < mean).length;
  return `Of these ${losses.length} reconstructions ${better} have a lower loss than the test set’s mean of ${four(mean)}`;
}

/** The worst reconstructions against all of them. @param mean of the test set */
export function worstTitle([{ loss }]: NonNullable<ErrorResult['worst']>, mean: number): string {
  return `The worst reconstructions have losses of up to ${four(loss)}, ${(loss / mean).toFixed(1)} times the test set’s mean`;
}
