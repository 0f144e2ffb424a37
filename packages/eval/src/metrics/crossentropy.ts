/** Keras 2's `backend.epsilon()`. */
const EPSILON = 1e-7;

/** Clips a probability to [1e-7, 1 - 1e-7], as Keras 2 does before the logarithm. */
export const clipProbability = (p: number): number => Math.min(Math.max(p, EPSILON), 1 - EPSILON);

/**
 * Keras 2's `binary_crossentropy`, in nats: the mean of -(t log p + (1 - t) log(1 - p)) over all elements, with p clipped.
 * Targets may lie between 0 and 1 (the autoencoder's pixels). Sums are in double precision. In Keras's single precision
 * 1 - 1e-7 is 1 - 1.19e-7, so a wrong row of probability 1 costs 15.9 there and 16.1 here. The training step takes logits
 * and clips nothing: a record's loss is larger where a model is confident and wrong.
 *
 * @param targets in [0, 1], as many as `probabilities`
 */
export function binaryCrossentropy(targets: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) {
    const p = clipProbability(probabilities[i]);
    sum -= targets[i] * Math.log(p) + (1 - targets[i]) * Math.log(1 - p);
  }
  return sum / targets.length;
}

/**
 * Keras 2's `categorical_crossentropy` of class labels, in nats: each row is scaled to sum 1 and clipped, as in
 * Keras's TensorFlow backend; the mean over rows of -log p[label].
 *
 * @param labels [rows] classes from 0
 * @param probabilities [rows, width], row after row
 */
export function categoricalCrossentropy(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  width: number,
): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    let total = 0;
    for (let c = 0; c < width; c++) total += probabilities[row * width + c];
    sum -= Math.log(clipProbability(probabilities[row * width + labels[row]] / total));
  }
  return sum / labels.length;
}
