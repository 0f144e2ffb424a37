import { URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';

/**
 * A URL model without its last sigmoid: the input of that, which does not saturate as float32 probabilities do.
 * @param model ends in a dense layer with one unit and a sigmoid
 * @returns logits of "malicious", float32 [rows], of tokens, int32 [rows, 75]; they work until the model is disposed
 * @throws Error for another model
 */
export function urlLogits(model: tf.LayersModel): (rows: Int32Array) => Float32Array {
  const last = model.layers[model.layers.length - 1];
  const { activation, units } = last.getConfig();
  if (last.getClassName() !== 'Dense' || activation !== 'sigmoid' || units !== 1)
    throw new Error(`${model.name}: expected one sigmoid unit at the end, found ${last.getClassName()}.`);
  const before = tf.model({ inputs: model.inputs, outputs: last.input as tf.SymbolicTensor });
  const [kernel, bias] = last.getWeights();
  return (rows) =>
    tf.tidy(() => {
      const batchSize = rows.length / URL_LENGTH;
      const x = tf.tensor2d(rows, [batchSize, URL_LENGTH], 'int32');
      const features = before.predict(x, { batchSize }) as tf.Tensor2D;
      return tf.add(tf.matMul(features, kernel as tf.Tensor2D), bias).dataSync<'float32'>();
    });
}
