import { PRINTABLE, URL_LENGTH } from '@reprise/data/tokenize';

/** The most parts: an explanation classifies a text for each of their 2^8 subsets. */
const MOST = 8;

/** Index of the first character that the models read: they read the last 75 of those that have a token. */
function firstRead(url: string): number {
  let first = url.length;
  for (let i = url.length - 1, left = URL_LENGTH; i >= 0 && left > 0; i--)
    if (PRINTABLE.includes(url[i])) {
      first = i;
      left--;
    }
  return first;
}

/** The scheme, each label of the host with the dots before it, and each piece of the rest with its separators. */
function piecesOf(url: string): string[] {
  const [, scheme = '', host, rest] = /^([a-z][a-z\d+.-]*:\/\/)?([^/?#]*)(.*)$/is.exec(url)!;
  return [scheme, ...(host.match(/\.*[^.]+|\.+$/g) ?? []), ...(rest.match(/[/?#&]+[^/?#&]*/g) ?? [])];
}

/** Joins neighbours until at most {@link MOST} are left, each time those that are shortest together. */
function joinShortest(pieces: readonly string[]): string[] {
  const joined = [...pieces];
  while (joined.length > MOST) {
    const lengths = joined.slice(1).map((piece, i) => joined[i].length + piece.length);
    const at = lengths.indexOf(Math.min(...lengths));
    joined.splice(at, 2, joined[at] + joined[at + 1]);
  }
  return joined;
}

/**
 * Splits the part of a URL that the models read into at most eight parts. A dot belongs to the label after it, since the data
 * has host names with a dot in front.
 * @returns `unread` is what the models do not read in front; `unread` and the parts joined are the URL
 * @example splitUrl('.btscene2.com') // { unread: '', parts: ['.btscene2', '.com'] }
 * @example splitUrl('http://a.org/b?c=1&d=2').parts // ['http://', 'a', '.org', '/b', '?c=1', '&d=2']
 */
export function splitUrl(url: string): { unread: string; parts: string[] } {
  const first = firstRead(url);
  let end = 0;
  const read = piecesOf(url).map((piece) => {
    const start = Math.max(first, end);
    return url.slice(start, (end += piece.length));
  });
  return { unread: url.slice(0, first), parts: joinShortest(read.filter((piece) => piece !== '')) };
}
