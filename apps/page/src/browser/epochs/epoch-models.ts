import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { EpochsEntry } from '../../page-data';

/**
 * Gives a model the weights of its run's epochs.
 * @param bytes the file of the entry
 * @returns a function that sets the weights after an epoch, 0 for those before training
 * @throws Error when the file is of another size
 */
export function epochWeights(
  model: LayersModel,
  bytes: ArrayBuffer,
  { file, count }: EpochsEntry,
): (epoch: number) => void {
  const size = model.countParams();
  const expected = 2 * size * (count + 1);
  if (bytes.byteLength !== expected)
    throw new Error(`${file}: expected ${expected} bytes, found ${bytes.byteLength}. Reload the page.`);
  return (epoch) => {
    const row = bytes.slice(2 * size * epoch, 2 * size * (epoch + 1));
    tf.tidy(() => {
      const half = { dtype: 'float16' as const, scale: 1, min: 0 };
      const { all } = tf.io.decodeWeights(row, [{ name: 'all', shape: [size], dtype: 'float32', quantization: half }]);
      const weights = model.getWeights();
      const parts = tf.split(
        all,
        weights.map((weight) => weight.size),
      );
      model.setWeights(weights.map(({ shape }, i) => tf.reshape(parts[i], shape)));
    });
  };
}

/** A layer's filters as pictures. */
export interface Filters {
  /** Pixels a side. */
  side: number;
  /** Weights, row by row, of each filter. */
  filters: Float32Array[];
}

/** The first convolution's filters of a model that takes grey pictures. @throws Error for another model */
export function firstFilters(model: LayersModel): Filters {
  const layer = model.layers.find((one) => one.getClassName() === 'Conv2D');
  const kernel = layer?.getWeights()[0];
  if (kernel?.shape[2] !== 1) throw new Error(`${model.name}: expected a convolution of grey pictures.`);
  const [side, , , count] = kernel.shape;
  const values = tf.tidy(() => tf.transpose(kernel, [3, 2, 0, 1]).dataSync<'float32'>());
  return {
    side,
    filters: Array.from({ length: count }, (_, i) => values.slice(i * side * side, (i + 1) * side * side)),
  };
}
