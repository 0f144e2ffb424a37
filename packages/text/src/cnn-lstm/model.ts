import { lstm, tf } from '@reprise/engine';
import { applyChain } from '@reprise/training';
import { urlEmbedding, urlInput, type UrlModelSettings } from '../url-embedding';

/**
 * The notebook's CNN + LSTM: 75 character tokens to the probability that a URL is malicious. 81,441 parameters.
 */
export function cnnLstm({ dropout, embeddingL2 }: UrlModelSettings): tf.LayersModel {
  const input = urlInput();
  const layers = [
    urlEmbedding(embeddingL2),
    tf.layers.conv1d({ filters: 256, kernelSize: 5, padding: 'same' }),
    tf.layers.elu(),
    tf.layers.maxPooling1d({ poolSize: 4 }),
    tf.layers.dropout({ rate: dropout }),
    lstm({ units: 32 }),
    tf.layers.dropout({ rate: dropout }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ];
  return tf.model({ inputs: input, outputs: applyChain(input, layers) });
}
