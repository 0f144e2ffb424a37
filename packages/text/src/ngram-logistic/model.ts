import { PRINTABLE, URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { applyChain } from '@reprise/training';

/** Tokens, the padding included. */
const TOKENS = PRINTABLE.length + 1;

/** Tokens of the longest n-gram. */
const LONGEST = 3;

/** How many n-grams of one to three tokens there are. */
export const NGRAMS = TOKENS + TOKENS ** 2 + TOKENS ** 3;

/** n-grams of a row of `length` tokens: 75 + 74 + 73 for 75. */
export const ngramsOf = (length: number): number => LONGEST * length - 3;

/**
 * Ids of a row's n-grams: those of one token first, then of two, then of three, each in the order of the row.
 * @param tokens int32 [rows, length]
 * @returns int32 [rows, ngramsOf(length)]
 */
export function ngramIds(tokens: tf.Tensor): tf.Tensor {
  const [rows, length] = tokens.shape;
  const integer = (value: number): tf.Scalar => tf.scalar(value, 'int32');
  let ids = tokens;
  let offset = TOKENS;
  const kinds = [ids];
  for (let n = 2; n <= LONGEST; n++) {
    const count = length - n + 1;
    const heads = tf.slice(ids, [0, 0], [rows, count]);
    const tails = tf.slice(tokens, [0, n - 1], [rows, count]);
    ids = tf.add(tf.mul(heads, integer(TOKENS)), tails);
    kinds.push(tf.add(ids, integer(offset)));
    offset += TOKENS ** n;
  }
  return tf.concat(kinds, 1);
}

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
