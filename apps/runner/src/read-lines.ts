import { StringDecoder } from 'node:string_decoder';
import { Problem } from '@reprise/base';

/** Characters of the longest line that is taken; a URL is far shorter, and what has no line ends must not fill the memory. */
const LONGEST = 1 << 20;

/**
 * The lines of UTF-8 text as they come: without their line ends (line feed, or carriage return and line feed), and without
 * an empty one after the last line end. A byte order mark at the start is none of the text; what is not UTF-8 becomes U+FFFD.
 *
 * @param where names the text in an error
 * @throws Problem when a line is longer than a million characters
 * @example
 * for await (const line of readLines(process.stdin, 'standard input')) console.log(line);
 */
export async function* readLines(text: AsyncIterable<Buffer>, where: string): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  const trimmed = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
  let rest = '';
  let count = 0;
  let begun = false;
  for await (const chunk of text) {
    const decoded = decoder.write(chunk);
    // What is there already has no line end in it: looking through it again for each chunk would take the square of time.
    const [more, ...lines] = (begun ? decoded : decoded.replace(/^\uFEFF/, '')).split('\n');
    begun ||= decoded !== '';
    rest += more;
    if (lines.length > 0) {
      lines.unshift(rest);
      rest = lines.pop() as string;
    }
    for (const line of lines) yield trimmed(line);
    count += lines.length;
    if (rest.length > LONGEST)
      throw new Problem({
        where: `${where}, line ${count + 1}`,
        expected: 'one URL a line',
        found: 'more than a million characters',
        todo: 'Put a line feed after each URL.',
      });
  }
  rest += decoder.end();
  if (rest !== '') yield trimmed(rest);
}
