import { accuracy } from '../metrics';

/**
 * The most frequent class of the training rows, and its accuracy on the test rows: a prediction that ignores the input.
 *
 * @param trainLabels [rows] classes from 0, `testLabels` the same
 * @returns the class, the lowest of equally frequent ones, and its share of the test rows, from 0 to 1
 * @example majorityClass(Uint8Array.of(0, 0, 1), Uint8Array.of(0, 1)) // { class: 0, accuracy: 0.5 }
 */
export function majorityClass(trainLabels: Uint8Array, testLabels: Uint8Array): { class: number; accuracy: number } {
  const counts = new Uint32Array(256);
  for (const label of trainLabels) counts[label]++;
  const most = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
  return { class: most, accuracy: accuracy(testLabels, new Uint8Array(testLabels.length).fill(most)) };
}
