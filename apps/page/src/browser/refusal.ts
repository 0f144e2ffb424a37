import { PRINTABLE, tokenize } from '@reprise/data/tokenize';

/**
 * Why the models cannot be asked about a URL, in words; as `reprise classify` refuses it.
 * @returns undefined where they can
 */
export function refusal(url: string): string | undefined {
  if (url === '') return 'Type a URL, or take one of the examples.';
  // The last token of the notebook's table; of a long URL its end alone is looked at.
  if (tokenize(url).includes(PRINTABLE.length))
    return 'It holds a form feed, for which the notebook’s table of 100 rows has none. Leave it out.';
  return undefined;
}
