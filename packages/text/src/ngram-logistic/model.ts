import { URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { applyChain } from '@reprise/training';
import { NGRAMS, ngramsOf } from './ngrams';

/**
 * Logistic regression on how often each character n-gram occurs: a weight for each of 1,040,603 n-grams, their mean over
 * the row, scale and bias, sigmoid. Takes the ids of a row's n-grams, int32 [222].
 */
export function ngramLogistic(): tf.LayersModel {
  const length = ngramsOf(URL_LENGTH);
  const input = tf.input({ shape: [length], dtype: 'int32' });
  const layers = [
    tf.layers.embedding({ inputDim: NGRAMS, outputDim: 1, inputLength: length }),
    tf.layers.globalAveragePooling1d({}),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ];
  return tf.model({ inputs: input, outputs: applyChain(input, layers) });
}
