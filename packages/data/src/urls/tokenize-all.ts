import { tokenize, URL_LENGTH } from './tokenize';

/** Tokens of URLs, row after row: int32 [urls, 75]. */
export function tokenizeAll(urls: readonly string[]): Int32Array {
  const tokens = new Int32Array(urls.length * URL_LENGTH);
  urls.forEach((url, i) => tokens.set(tokenize(url), i * URL_LENGTH));
  return tokens;
}
