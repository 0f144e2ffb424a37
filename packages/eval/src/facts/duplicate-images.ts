import { digest } from '@reprise/base';
import { PIXELS } from '../baselines';

/** SHA-256 of each image. */
const digests = (images: Uint8Array): string[] =>
  Array.from({ length: images.length / PIXELS }, (_, row) => digest(images.subarray(row * PIXELS, (row + 1) * PIXELS)));

/**
 * Counts images that are identical, byte for byte, in two sets of Fashion-MNIST.
 *
 * @param train [rows, 784] grey levels, row after row; `test` the same
 * @returns test rows whose image is also a training row's, and rows that repeat an earlier image of their own set
 */
export function duplicateImages(
  train: Uint8Array,
  test: Uint8Array,
): { acrossSplit: number; inTrain: number; inTest: number } {
  const [trainDigests, testDigests] = [digests(train), digests(test)];
  const trained = new Set(trainDigests);
  return {
    acrossSplit: testDigests.filter((one) => trained.has(one)).length,
    inTrain: trainDigests.length - trained.size,
    inTest: testDigests.length - new Set(testDigests).size,
  };
}
