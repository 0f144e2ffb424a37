import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { Problem } from '@reprise/base';

/** Characters per line. A URL is far shorter; input without line feeds must not fill the memory. */
const MAX_LINE = 1 << 20;

/**
 * The lines of UTF-8 text as they arrive, without their line ends (LF or CRLF) and without an empty line after the last
 * one. A byte order mark at the start is skipped; invalid UTF-8 becomes U+FFFD.
 *
 * @param name of the text, for errors
 * @throws Problem when a line is longer than a million characters
 * @example
 * for await (const line of readLines(process.stdin, 'standard input')) console.log(line);
 */
export async function* readLines(text: AsyncIterable<Buffer>, name: string): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  const trimmed = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
  let rest = '';
  let count = 0;
  let started = false;
  for await (const chunk of text) {
    const decoded = decoder.write(chunk);
    // Only the new chunk is searched: searching all of `rest` for each chunk would take quadratic time.
    const [more, ...lines] = (started ? decoded : decoded.replace(/^\uFEFF/, '')).split('\n');
    started ||= decoded !== '';
    rest += more;
    if (lines.length > 0) {
      lines.unshift(rest);
      rest = lines.pop() as string;
    }
    for (const line of lines) yield trimmed(line);
    count += lines.length;
    if (rest.length > MAX_LINE)
      throw new Problem({
        where: `${name}, line ${count + 1}`,
        expected: 'one URL per line',
        found: 'more than a million characters',
        todo: 'Put a line feed after each URL.',
      });
  }
  rest += decoder.end();
  if (rest !== '') yield trimmed(rest);
}

async function* readFile(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no file' : (error as Error).message;
    throw new Problem({ where: file, expected: 'a file with one URL per line', found, todo: 'Pass another file.' });
  }
}

/**
 * The URLs of `reprise classify`: its arguments, or the lines of a file or of standard input.
 * @returns `source` for errors, which name the line; undefined for arguments
 * @throws Problem when there are none, or both
 */
export function readUrls(
  args: string[],
  file: string | undefined,
): { urls: AsyncIterable<string> | string[]; source?: string } {
  if (args.length > 0 && file !== undefined)
    throw new Problem({
      where: 'classify',
      expected: 'URLs either as arguments or in a file',
      found: 'both',
      todo: 'Leave one out.',
    });
  if (args.length > 0) return { urls: args };
  if (file !== undefined && file !== '-') return { urls: readLines(readFile(file), file), source: file };
  if (file === undefined && process.stdin.isTTY)
    throw new Problem({
      where: 'classify',
      expected: 'URLs',
      found: 'none',
      todo: 'Pass URLs (npx reprise classify www.yahoo.com), a file (--file urls.txt), or standard input (--file -).',
    });
  return { urls: readLines(process.stdin, 'standard input'), source: 'standard input' };
}
