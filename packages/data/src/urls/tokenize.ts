/** Python's `string.printable`: digits, letters, punctuation, white space, in this order. */
export const PRINTABLE =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c';

/** Tokens a URL. */
export const URL_LENGTH = 75;

const TOKENS = new Map([...PRINTABLE].map((character, i) => [character, i + 1]));

/**
 * The notebook's tokens of a URL: each character's place in {@link PRINTABLE} plus 1, others left out; zeros in front up
 * to 75, and of a longer URL the last 75 (Keras's `pad_sequences(maxlen=75)`).
 * @returns int32 of length 75, values 0 to 100
 * @example
 * tokenize('www.yahoo.com').slice(-3) // 13, 25, 23
 */
export function tokenize(url: string): Int32Array {
  const tokens = [...url].flatMap((character) => TOKENS.get(character) ?? []).slice(-URL_LENGTH);
  const padded = new Int32Array(URL_LENGTH);
  padded.set(tokens, URL_LENGTH - tokens.length);
  return padded;
}
