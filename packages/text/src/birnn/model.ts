import { bidirectionalSimpleRnn, tf } from '@reprise/engine';
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
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'glorotUniform' }),
  ];
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}
