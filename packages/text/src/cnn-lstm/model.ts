import { lstm, tf } from '@reprise/engine';
import { urlEmbedding, urlInput } from '../url-embedding';

/**
 * The notebook's CNN + LSTM: 75 character tokens to the probability that a URL is malicious. 81,441 parameters.
 * @param rate of dropout
 */
export function cnnLstm(rate = 0.1): tf.LayersModel {
  const input = urlInput();
  const layers = [
    urlEmbedding(),
    tf.layers.conv1d({ filters: 256, kernelSize: 5, padding: 'same', kernelInitializer: 'glorotUniform' }),
    tf.layers.elu(),
    tf.layers.maxPooling1d({ poolSize: 4 }),
    tf.layers.dropout({ rate }),
    lstm({ units: 32 }),
    tf.layers.dropout({ rate }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'glorotUniform' }),
  ];
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}
