// The CPU backend is plain JavaScript: it runs under a policy that forbids eval and WebAssembly, and gives every visitor
// the same numbers.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel, model as layersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';

/**
 * A URL model's logits, the input of its last sigmoid: a float32 sigmoid is 1 from a logit of 17 on.
 * @param model its last layer is dense, with one unit and a sigmoid
 * @throws Error for another model
 */
export function urlLogits(model: LayersModel): (rows: Int32Array, length: number) => Float32Array {
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

/** Loads `model.json` and its weights. @throws Error when a file is missing or invalid */
export async function readModel(path: string): Promise<LayersModel> {
  await tf.setBackend('cpu');
  return loadLayersModel(path);
}
