import { accuracy } from '../metrics';

/**
 * What is right without a look at the input: the class that most training rows are of, and its accuracy on the test rows.
 *
 * @param trainLabels [rows] classes from 0, `testLabels` the same
 * @returns the most frequent class, of equal ones the lowest, and the share of test rows that are of it, from 0 to 1
 * @throws RangeError when either has no rows
 * @example majorityClass(Uint8Array.of(0, 0, 1), Uint8Array.of(0, 1)) // { class: 0, accuracy: 0.5 }
 */
export function majorityClass(trainLabels: Uint8Array, testLabels: Uint8Array): { class: number; accuracy: number } {
  for (const [what, labels] of [['training', trainLabels] as const, ['test', testLabels] as const])
    if (labels.length === 0) throw new RangeError(`expected ${what} labels, found none`);
  const counts = new Uint32Array(256);
  for (const label of trainLabels) counts[label]++;
  const most = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
  return { class: most, accuracy: accuracy(testLabels, new Uint8Array(testLabels.length).fill(most)) };
}
