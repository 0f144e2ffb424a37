/** Keras 2 clips probabilities to this distance from 0 and 1 before the logarithm. */
const EPSILON = 1e-7;

/**
 * The notebook's loss of the autoencoder: the mean binary cross-entropy over the pixels, in nats. It is 0 for a perfect copy
 * only if each pixel is black or white.
 * @param image pixels of the input, 0 to 1
 * @param reconstruction pixels of the output, 0 to 1
 * @example reconstructionLoss([1, 0], [0.5, 0.5]) // 0.6931471805599453
 */
export function reconstructionLoss(image: ArrayLike<number>, reconstruction: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < image.length; i++) {
    const p = Math.min(1 - EPSILON, Math.max(EPSILON, reconstruction[i]));
    sum -= image[i] * Math.log(p) + (1 - image[i]) * Math.log(1 - p);
  }
  return sum / image.length;
}
