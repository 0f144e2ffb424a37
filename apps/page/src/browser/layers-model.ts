// The CPU backend: plain JavaScript, so that it runs under a policy that forbids eval and WebAssembly, and gives every
// visitor the same numbers.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel, model as layersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Logits } from './weigh';

/**
 * A URL model's logits: what its last layer gives before the sigmoid, which for a float32 is 1 from 17 on.
 * @param model whose last layer is dense with one unit and a sigmoid
 * @throws Error for another model
 */
export function urlLogits(model: LayersModel): Logits {
  const last = model.layers[model.layers.length - 1];
  const { activation, units } = last.getConfig();
  if (last.getClassName() !== 'Dense' || activation !== 'sigmoid' || units !== 1)
    throw new Error(`${model.name} does not end in one sigmoid, but in ${last.getClassName()}.`);
  const before = layersModel({ inputs: model.inputs, outputs: last.input as SymbolicTensor });
  const [kernel, bias] = last.getWeights();
  return (rows, length) =>
    tf.tidy(() => {
      const x = tf.tensor2d(rows, [rows.length / length, length], 'int32');
      return tf.add(tf.matMul(before.predict(x) as tf.Tensor2D, kernel as tf.Tensor2D), bias).dataSync<'float32'>();
    });
}

/** What an image model gives for one picture. @param pixels 784, from 0 to 1 */
export const pictureOutput = (model: LayersModel, pixels: Float32Array): Float32Array =>
  tf.tidy(() => (model.predict(tf.tensor4d(pixels, [1, 28, 28, 1])) as tf.Tensor).dataSync<'float32'>());

/** Loads a model's `model.json` and its weights. @throws Error when a file is missing or no model */
export async function readModel(path: string): Promise<LayersModel> {
  await tf.setBackend('cpu');
  return loadLayersModel(path);
}
