// The CPU backend is plain JavaScript: it runs under a policy that forbids eval and WebAssembly, and gives every visitor
// the same numbers.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel, model as layersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Logits } from './weigh';

/**
 * A URL model's logits, the input of its last sigmoid: a float32 sigmoid is 1 from a logit of 17 on.
 * @param model its last layer is dense, with one unit and a sigmoid
 * @throws Error for another model
 */
export function urlLogits(model: LayersModel): Logits {
  const last = model.layers[model.layers.length - 1];
  const { activation, units } = last.getConfig();
  if (last.getClassName() !== 'Dense' || activation !== 'sigmoid' || units !== 1)
    throw new Error(`${model.name}: expected one sigmoid unit at the end, found ${last.getClassName()}.`);
  const before = layersModel({ inputs: model.inputs, outputs: last.input as SymbolicTensor });
  const [kernel, bias] = last.getWeights();
  return (rows, length) =>
    tf.tidy(() => {
      const x = tf.tensor2d(rows, [rows.length / length, length], 'int32');
      return tf.add(tf.matMul(before.predict(x) as tf.Tensor2D, kernel as tf.Tensor2D), bias).dataSync<'float32'>();
    });
}

/** An image model's output for one picture. @param pixels 784, from 0 to 1 */
export const pictureOutput = (model: LayersModel, pixels: Float32Array): Float32Array =>
  tf.tidy(() => (model.predict(tf.tensor4d(pixels, [1, 28, 28, 1])) as tf.Tensor).dataSync<'float32'>());

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

/** Loads `model.json` and its weights. @throws Error when a file is missing or invalid */
export async function readModel(path: string): Promise<LayersModel> {
  await tf.setBackend('cpu');
  return loadLayersModel(path);
}
