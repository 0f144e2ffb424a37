import { digest } from '@reprise/base';
import { PIXELS } from '../baselines';

/** Rows whose image is identical, byte for byte, to another row's. */
export interface DuplicateImages {
  /** Test rows whose image is also a training row's. */
  acrossSplit: number;
  /** Training rows that repeat the image of an earlier training row. */
  inTrain: number;
  /** Test rows that repeat the image of an earlier test row. */
  inTest: number;
}

/** SHA-256 of each image. */
const digests = (images: Uint8Array): string[] =>
  Array.from({ length: images.length / PIXELS }, (_, row) => digest(images.subarray(row * PIXELS, (row + 1) * PIXELS)));

/**
 * Counts duplicate images in two sets of Fashion-MNIST and within each.
 *
 * @param train [rows, 784] grey levels, row after row; `test` the same
 */
export function duplicateImages(train: Uint8Array, test: Uint8Array): DuplicateImages {
  const [trainDigests, testDigests] = [digests(train), digests(test)];
  const trained = new Set(trainDigests);
  return {
    acrossSplit: testDigests.filter((one) => trained.has(one)).length,
    inTrain: trainDigests.length - trained.size,
    inTest: testDigests.length - new Set(testDigests).size,
  };
}
