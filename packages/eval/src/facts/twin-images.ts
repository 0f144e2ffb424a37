import { digest } from '@reprise/base';
import { PIXELS } from '../baselines';

/** Images that are equal to the byte. */
export interface TwinImages {
  /** Test rows whose image is also a training row’s. */
  testRowsWithTwin: number;
  /** Pairs of a test row and a training row with the same image. */
  pairs: number;
  /** Of these pairs the ones with two labels. */
  pairsWithOtherLabel: number;
  /** Training rows that repeat an image of an earlier training row. */
  duplicatesInTrain: number;
  /** Test rows that repeat an image of an earlier test row. */
  duplicatesInTest: number;
}

/** @returns for each image of a set the labels of its rows */
function byImage(images: Uint8Array, labels: Uint8Array, what: string): Map<string, number[]> {
  if (images.length !== labels.length * PIXELS)
    throw new RangeError(
      `expected ${labels.length} ${what} images of ${PIXELS} pixels for as many labels, found ${images.length} pixels`,
    );
  const found = new Map<string, number[]>();
  labels.forEach((label, row) => {
    const key = digest(images.subarray(row * PIXELS, (row + 1) * PIXELS));
    const rows = found.get(key);
    if (rows) rows.push(label);
    else found.set(key, [label]);
  });
  return found;
}

/**
 * Finds equal images in the two sets of Fashion-MNIST and within each: images of which a test tells nothing, or which no
 * model can tell right where their labels differ. Images are compared by their SHA-256.
 *
 * @param train [rows, 784] grey levels, row after row; `test` the same
 * @param trainLabels [rows] classes; `testLabels` the same
 * @throws RangeError when there are not 784 pixels for each label
 */
export function twinImages(
  train: Uint8Array,
  test: Uint8Array,
  trainLabels: Uint8Array,
  testLabels: Uint8Array,
): TwinImages {
  const trained = byImage(train, trainLabels, 'training');
  const tested = byImage(test, testLabels, 'test');
  const twins = { testRowsWithTwin: 0, pairs: 0, pairsWithOtherLabel: 0 };
  for (const [key, labels] of tested) {
    const others = trained.get(key);
    if (!others) continue;
    twins.testRowsWithTwin += labels.length;
    twins.pairs += labels.length * others.length;
    for (const label of labels) twins.pairsWithOtherLabel += others.filter((other) => other !== label).length;
  }
  return {
    ...twins,
    duplicatesInTrain: trainLabels.length - trained.size,
    duplicatesInTest: testLabels.length - tested.size,
  };
}
