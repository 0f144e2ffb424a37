import { Problem } from '@reprise/base';

/**
 * One URL a line, as it stands: nothing is trimmed and no line is a comment (41 benign URLs begin with `#`). Lines end
 * with a line feed, which the last one may lack.
 * @param where names the text in an error
 * @throws Problem when there is no URL in it
 */
export function readUrlList(text: string, where: string): string[] {
  const rows = text.split('\n');
  if (rows.at(-1) === '') rows.pop();
  if (rows.every((row) => row === ''))
    throw new Problem({ where, expected: 'one URL a line', found: 'an empty file', todo: 'Put the URLs into it.' });
  return rows;
}
