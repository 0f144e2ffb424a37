import { bidirectionalSimpleRnn, tf } from '@reprise/engine';
import { urlEmbedding, urlInput } from '../url-embedding';

/**
 * The notebook's bidirectional SimpleRNN: 75 character tokens to the probability that a URL is malicious. 30,001
 * parameters.
 * @param rate of dropout, of the inputs and of the recurrent state
 */
export function birnn(rate = 0.1): tf.LayersModel {
  const input = urlInput();
  const layers = [
    urlEmbedding(),
    bidirectionalSimpleRnn({ units: 100, dropout: rate, recurrentDropout: rate }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'glorotUniform' }),
  ];
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}
