import { PRINTABLE } from '@reprise/data';
import { tf } from '@reprise/engine';

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
