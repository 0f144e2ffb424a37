import { PRINTABLE, tokenize, URL_LENGTH } from '@reprise/data/tokenize';

/** One character of a URL. */
export interface UrlCharacter {
  character: string;
  /** Seen by the models, cut off because 75 known characters follow, or not in the models' alphabet. */
  fate: 'seen' | 'cut' | 'unknown';
  /** Index of its token among the 75, if it is seen. */
  position?: number;
}

/**
 * The characters (code points) of a URL, with what `tokenize` makes of each.
 * @example urlCharacters('aé') // [{ character: 'a', fate: 'seen', position: 74 }, { character: 'é', fate: 'unknown' }]
 */
export function urlCharacters(url: string): UrlCharacter[] {
  const characters = [...url];
  const known = characters.map((character) => PRINTABLE.includes(character));
  let next = URL_LENGTH - known.filter(Boolean).length;
  return characters.map((character, i) => {
    if (!known[i]) return { character, fate: 'unknown' };
    const position = next++;
    return position < 0 ? { character, fate: 'cut' } : { character, fate: 'seen', position };
  });
}

/** Why the models cannot classify a URL, which `reprise classify` refuses too; undefined if they can. */
export function refusal(url: string): string | undefined {
  if (url === '') return 'Type a URL, or pick an example.';
  // A form feed is the last of the tokens, 1 to 100, but the notebook's embedding has rows 0 to 99.
  if (tokenize(url).includes(PRINTABLE.length))
    return 'The URL contains a form feed, for which the notebook’s embedding of 100 rows has no row. Remove it.';
  return undefined;
}
