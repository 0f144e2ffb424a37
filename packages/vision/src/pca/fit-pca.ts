import { selfAdjointEig, tf } from '@reprise/engine';

const CHUNK = 10_000;

/**
 * Principal components of images (Pearson 1901), by the eigenvectors of their covariance matrix.
 * @param images bytes, row after row, [rows, width]; pixels count as v / 255
 * @param count of components
 * @returns the mean of each pixel, [width]; orthonormal components, the one with the most variance first, [count, width]; and
 *   the variance along each, with n - 1 as scikit-learn has it
 */
export function fitPca(images: Uint8Array, width: number, count: number) {
  const rows = images.length / width;
  const sums = new Float64Array(width);
  images.forEach((value, i) => (sums[i % width] += value));
  const mean = Float32Array.from(sums, (sum) => sum / rows / 255);

  const [explained, components] = tf.tidy(() => {
    const centre = tf.tensor1d(mean);
    let scatter = tf.zeros([width, width]) as tf.Tensor2D;
    for (let from = 0; from < rows; from += CHUNK) {
      const next = tf.tidy(() => {
        const bytes = images.subarray(from * width, Math.min(from + CHUNK, rows) * width);
        const pixels = tf.div(
          tf.tensor2d(Int32Array.from(bytes), [bytes.length / width, width], 'int32').toFloat(),
          255,
        );
        const centred = tf.sub(pixels, centre) as tf.Tensor2D;
        return tf.add(scatter, tf.matMul(centred, centred, true)) as tf.Tensor2D;
      });
      scatter.dispose();
      scatter = next;
    }
    const [values, vectors] = selfAdjointEig(tf.div(scatter, rows - 1));
    const largest = tf.reverse(tf.slice(values, [width - count], [count]));
    const columns = tf.reverse(tf.slice(vectors, [0, width - count], [width, count]), 1);
    return [largest.dataSync<'float32'>(), tf.transpose(columns).dataSync<'float32'>()];
  });
  return { mean, components: components.slice(), explained: explained.slice() };
}
