import { PIXELS } from '../baselines';
import { clipProbability } from '../metrics';

/** Errors of each image, [rows], as means over its pixels. */
export interface ReconstructionErrors {
  squared: Float64Array;
  /** Binary, of reconstructions clipped to [1e-7, 1 - 1e-7]. */
  crossentropy: Float64Array;
}

/**
 * @param images [rows, 784] grey levels 0 to 255, scaled to [0, 1] here
 * @param reconstruct writes the reconstruction of a row, [784], into `into`
 */
export function reconstructionErrors(
  images: Uint8Array,
  reconstruct: (row: number, into: Float64Array) => void,
): ReconstructionErrors {
  const rows = images.length / PIXELS;
  const errors = { squared: new Float64Array(rows), crossentropy: new Float64Array(rows) };
  const guess = new Float64Array(PIXELS);
  for (let row = 0; row < rows; row++) {
    reconstruct(row, guess);
    let [squared, crossentropy] = [0, 0];
    for (let i = 0; i < PIXELS; i++) {
      const target = images[row * PIXELS + i] / 255;
      squared += (guess[i] - target) ** 2;
      const p = clipProbability(guess[i]);
      crossentropy -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
    }
    errors.squared[row] = squared / PIXELS;
    errors.crossentropy[row] = crossentropy / PIXELS;
  }
  return errors;
}

/** Coordinates of images along principal components, [rows, components]. */
export function project(images: Uint8Array, mean: Float32Array, components: Float32Array): Float64Array {
  const rows = images.length / PIXELS;
  const count = components.length / PIXELS;
  const scores = new Float64Array(rows * count);
  const centred = new Float64Array(PIXELS);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < PIXELS; i++) centred[i] = images[row * PIXELS + i] / 255 - mean[i];
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let i = 0; i < PIXELS; i++) sum += centred[i] * components[k * PIXELS + i];
      scores[row * count + k] = sum;
    }
  }
  return scores;
}

/** Writes the reconstruction of a row from its first `used` coordinates. */
export function reconstruct(
  scores: Float64Array,
  { mean, components }: { mean: Float32Array; components: Float32Array },
  row: number,
  used: number,
  into: Float64Array,
): void {
  const count = components.length / PIXELS;
  into.set(mean);
  for (let k = 0; k < used; k++) {
    const score = scores[row * count + k];
    for (let i = 0; i < PIXELS; i++) into[i] += score * components[k * PIXELS + i];
  }
}
