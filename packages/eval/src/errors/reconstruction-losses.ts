import { PIXELS } from '../baselines';
import { binaryCrossentropy } from '../metrics';

/**
 * The loss of each reconstruction: the mean binary cross-entropy of its pixels, in nats, as the autoencoder's loss.
 *
 * @param images bytes, at least [rows * 784]
 * @param reconstructions values in [0, 1], [rows * 784]
 * @returns [rows]
 */
export function reconstructionLosses(images: Uint8Array, reconstructions: Float32Array): Float64Array {
  return Float64Array.from({ length: reconstructions.length / PIXELS }, (_, row) => {
    const [from, to] = [row * PIXELS, (row + 1) * PIXELS];
    const targets = Float32Array.from(images.subarray(from, to), (byte) => byte / 255);
    return binaryCrossentropy(targets, reconstructions.subarray(from, to));
  });
}

/** Row numbers by loss, the largest first; equal ones in their order. */
export const worstFirst = (losses: ArrayLike<number>): number[] =>
  Array.from({ length: losses.length }, (_, row) => row).sort((a, b) => losses[b] - losses[a] || a - b);
