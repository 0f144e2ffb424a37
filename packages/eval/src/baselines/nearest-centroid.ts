import { countImages, PIXELS } from './pixels';

/** @returns [classes, 784] mean grey levels, 0 to 1; null of a class without rows */
function classMeans(images: Uint8Array, labels: Uint8Array, classes: number): (Float64Array | null)[] {
  const counts = new Uint32Array(classes);
  const sums = Array.from({ length: classes }, () => new Float64Array(PIXELS));
  labels.forEach((label, row) => {
    counts[label]++;
    const sum = sums[label];
    for (let i = 0; i < PIXELS; i++) sum[i] += images[row * PIXELS + i];
  });
  return sums.map((sum, label) => (counts[label] === 0 ? null : sum.map((value) => value / counts[label] / 255)));
}

/**
 * Gives each test image the class whose mean training image is nearest, by Euclidean distance of pixels from 0 to 1, all
 * in double precision: scikit-learn’s `NearestCentroid`, but for images that are equally far from two classes up to
 * rounding. Of equal distances the lowest class is taken; a class without training images is never given.
 *
 * @param trainImages [rows, 784] grey levels 0 to 255, row after row; `testImages` the same
 * @param trainLabels [rows] classes from 0 to `classes` - 1
 * @returns [test rows] classes
 * @throws RangeError when a set has no image or a part of one, there are not as many labels as training images, a label is
 * no class, or `classes` is not from 1 to 256
 */
export function nearestCentroid(
  trainImages: Uint8Array,
  trainLabels: Uint8Array,
  testImages: Uint8Array,
  classes = 10,
): Uint8Array {
  if (!Number.isInteger(classes) || classes < 1 || classes > 256)
    throw new RangeError(`expected from 1 to 256 classes, found ${classes}`);
  const rows = countImages(trainImages, 'training');
  const tests = countImages(testImages, 'test');
  if (trainLabels.length !== rows)
    throw new RangeError(`expected ${rows} labels for ${rows} training images, found ${trainLabels.length}`);
  const wrong = trainLabels.find((label) => label >= classes);
  if (wrong !== undefined) throw new RangeError(`expected labels from 0 to ${classes - 1}, found ${wrong}`);

  const means = classMeans(trainImages, trainLabels, classes);
  const nearest = new Uint8Array(tests);
  for (let row = 0; row < tests; row++) {
    let least = Infinity;
    means.forEach((mean, label) => {
      if (mean === null) return;
      let distance = 0;
      for (let i = 0; i < PIXELS; i++) distance += (testImages[row * PIXELS + i] / 255 - mean[i]) ** 2;
      if (distance < least) [least, nearest[row]] = [distance, label];
    });
  }
  return nearest;
}
