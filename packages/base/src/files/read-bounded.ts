import { readFile, stat } from 'node:fs/promises';
import { Problem } from '../errors/problem';

/** What a file should be, for the error. */
export interface Expectation {
  /** `an HDF5 file` */
  expected: string;
  /** What to do if it is not: a sentence. */
  todo: string;
}

/**
 * Reads a file of limited size, so that a wrong file cannot fill the memory and a device or pipe cannot block.
 * @param most bytes
 * @throws Problem if the file is missing, unreadable, larger, or not a file
 */
export async function readBounded(where: string, most: number, { expected, todo }: Expectation): Promise<Buffer> {
  const problem = (found: string, cause?: unknown): Problem => new Problem({ where, expected, found, todo }, { cause });
  const unreadable = (cause: unknown): never => {
    throw problem('no readable file', cause);
  };
  const entry = await stat(where).catch(unreadable);
  if (!entry.isFile()) throw problem('no regular file');
  if (entry.size > most) throw problem(`${entry.size} bytes, more than ${most}`);
  return readFile(where).catch(unreadable);
}
