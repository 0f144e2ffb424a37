import { readFile, stat } from 'node:fs/promises';
import { Problem } from '../errors/problem';

/**
 * Reads a file of which is known how large it can be, so that another one fills no memory and a device or a pipe holds
 * nobody up.
 * @param most bytes
 * @throws Problem when it is larger, or no file; and what the system says where it is missing or may not be read
 */
export async function readBounded(path: string, most: number): Promise<Buffer> {
  const seen = await stat(path);
  const problem = (found: string): Problem =>
    new Problem({
      where: path,
      expected: `a file of at most ${most} bytes`,
      found,
      todo: 'Delete it, and run the task that writes it again.',
    });
  if (!seen.isFile()) throw problem('something else');
  if (seen.size > most) throw problem(`${seen.size} bytes`);
  return readFile(path);
}
