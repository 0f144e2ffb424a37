import { bidirectionalSimpleRnn, tf } from '@reprise/engine';
import { applyChain } from '@reprise/training';
import { urlEmbedding, urlInput, type UrlModelSettings } from '../url-embedding';

/**
 * The notebook's bidirectional SimpleRNN: 75 character tokens to the probability that a URL is malicious. 30,001
 * parameters.
 * @param settings dropout is of the inputs and of the recurrent state
 */
export function birnn({ dropout, embeddingL2 }: UrlModelSettings): tf.LayersModel {
  const input = urlInput();
  const layers = [
    urlEmbedding(embeddingL2),
    bidirectionalSimpleRnn({ units: 100, dropout, recurrentDropout: dropout }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ];
  return tf.model({ inputs: input, outputs: applyChain(input, layers) });
}
