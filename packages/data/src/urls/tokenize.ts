/** Python's `string.printable`: digits, letters, punctuation, white space, in this order. */
export const PRINTABLE =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c';

/** The number of tokens of a URL. */
export const URL_LENGTH = 75;

/** Tokens by character code; 0 and undefined for characters that have none. */
const TOKENS = new Uint8Array(128);
[...PRINTABLE].forEach((character, i) => (TOKENS[character.charCodeAt(0)] = i + 1));

/**
 * The notebook's tokens of a URL: each character's position in {@link PRINTABLE} plus 1; other characters are left out.
 * Shorter URLs get zeros in front, of longer ones the last 75 tokens are kept (Keras's `pad_sequences(maxlen=75)`).
 * @returns int32 [75], values 0 to 100
 * @example
 * tokenize('www.yahoo.com').slice(-3) // 13, 25, 23
 */
export function tokenize(url: string): Int32Array {
  const tokens = new Int32Array(URL_LENGTH);
  for (let at = URL_LENGTH, i = url.length - 1; i >= 0 && at > 0; i--) {
    const token = TOKENS[url.charCodeAt(i)];
    if (token) tokens[--at] = token;
  }
  return tokens;
}

/** The tokens of URLs: int32 [urls, 75]. */
export function tokenizeAll(urls: readonly string[]): Int32Array {
  const tokens = new Int32Array(urls.length * URL_LENGTH);
  urls.forEach((url, i) => tokens.set(tokenize(url), i * URL_LENGTH));
  return tokens;
}
