import { bidirectionalSimpleRnn, embedding, tf } from '@reprise/engine';

/**
 * The notebook's bidirectional SimpleRNN: 75 character tokens to the probability that a URL is malicious. 30,001
 * parameters.
 * @param rate of dropout, of the inputs and of the recurrent state
 */
export function birnn(rate = 0.1): tf.LayersModel {
  const input = tf.input({ shape: [75], dtype: 'int32' });
  const layers = [
    embedding({
      inputDim: 100,
      outputDim: 32,
      inputLength: 75,
      embeddingsRegularizer: tf.regularizers.l2({ l2: 1e-4 }),
    }),
    bidirectionalSimpleRnn({ units: 100, dropout: rate, recurrentDropout: rate }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'glorotUniform' }),
  ];
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}
