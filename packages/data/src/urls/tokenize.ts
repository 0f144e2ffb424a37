/** Python's `string.printable`: digits, letters, punctuation, white space, in this order. */
export const PRINTABLE =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c';

/** The number of tokens of a URL. */
export const URL_LENGTH = 75;

const TOKENS = new Map([...PRINTABLE].map((character, i) => [character, i + 1]));

/**
 * The notebook's tokens of a URL: each character's position in {@link PRINTABLE} plus 1; other characters are left out.
 * Shorter URLs get zeros in front, of longer ones the last 75 tokens are kept (Keras's `pad_sequences(maxlen=75)`).
 * @returns int32 [75], values 0 to 100
 * @example
 * tokenize('www.yahoo.com').slice(-3) // 13, 25, 23
 */
export function tokenize(url: string): Int32Array {
  const tokens = [...url].flatMap((character) => TOKENS.get(character) ?? []).slice(-URL_LENGTH);
  const padded = new Int32Array(URL_LENGTH);
  padded.set(tokens, URL_LENGTH - tokens.length);
  return padded;
}

/** The tokens of URLs: int32 [urls, 75]. */
export function tokenizeAll(urls: readonly string[]): Int32Array {
  const tokens = new Int32Array(urls.length * URL_LENGTH);
  urls.forEach((url, i) => tokens.set(tokenize(url), i * URL_LENGTH));
  return tokens;
}
