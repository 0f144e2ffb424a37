import { PIXELS } from './images';

const CLASSES = 10;

/** @returns [classes, 784] mean grey levels, 0 to 1; NaN for a class without rows, which is nearest to no image */
function classMeans(images: Uint8Array, labels: Uint8Array): Float64Array[] {
  const counts = new Uint32Array(CLASSES);
  const sums = Array.from({ length: CLASSES }, () => new Float64Array(PIXELS));
  labels.forEach((label, row) => {
    counts[label]++;
    const sum = sums[label];
    for (let i = 0; i < PIXELS; i++) sum[i] += images[row * PIXELS + i];
  });
  return sums.map((sum, label) => sum.map((value) => value / counts[label] / 255));
}

/**
 * Predicts the class whose mean training image is nearest, by Euclidean distance of pixels from 0 to 1 in double
 * precision, as scikit-learn’s `NearestCentroid` except where two distances are equal up to rounding. Of equal distances
 * the lowest class wins; a class without training images is never predicted.
 *
 * @param trainImages [rows, 784] grey levels 0 to 255, row after row; `testImages` the same
 * @param trainLabels [rows] classes from 0 to 9
 * @returns [test rows] classes
 */
export function nearestCentroid(trainImages: Uint8Array, trainLabels: Uint8Array, testImages: Uint8Array): Uint8Array {
  const means = classMeans(trainImages, trainLabels);
  const nearest = new Uint8Array(testImages.length / PIXELS);
  for (let row = 0; row < nearest.length; row++) {
    let least = Infinity;
    means.forEach((mean, label) => {
      let distance = 0;
      for (let i = 0; i < PIXELS; i++) distance += (testImages[row * PIXELS + i] / 255 - mean[i]) ** 2;
      if (distance < least) [least, nearest[row]] = [distance, label];
    });
  }
  return nearest;
}
