import { PRINTABLE, URL_LENGTH } from '@reprise/data/tokenize';

/** What becomes of one character of a URL. */
export interface UrlCharacter {
  character: string;
  /** Seen by the models, cut off since 75 come after it, or not among the characters that they know. */
  fate: 'seen' | 'cut' | 'unknown';
  /** Of its token among the 75, where it is seen. */
  position?: number;
}

/**
 * The characters (code points) of a URL, each with what `tokenize` makes of it.
 * @example urlCharacters('aé') // [{ character: 'a', fate: 'seen', position: 74 }, { character: 'é', fate: 'unknown' }]
 */
export function urlCharacters(url: string): UrlCharacter[] {
  const characters = [...url];
  const known = characters.map((character) => PRINTABLE.includes(character));
  let position = URL_LENGTH - known.filter(Boolean).length;
  return characters.map((character, i) => {
    if (!known[i]) return { character, fate: 'unknown' };
    const at = position++;
    return at < 0 ? { character, fate: 'cut' } : { character, fate: 'seen', position: at };
  });
}
