/**
 * Why the models cannot be asked about a URL, in words; as `reprise classify` refuses it.
 * @returns undefined where they can
 */
export function refusal(url: string): string | undefined {
  if (url === '') return 'Type a URL, or take one of the examples.';
  if (url.includes('\f'))
    return 'It holds a form feed, for which the notebook’s table of 100 rows has none. Leave it out.';
  return undefined;
}
