import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Problem, sweepHalfWritten, withLock } from '@reprise/base';

/** One place that may have the data. */
export interface Source<T> {
  /** For messages: `your folder`. */
  name: string;
  /** Throws a Problem if the place does not have the data. Any other error ends the search. */
  fetch: () => Promise<T>;
}

/** A host that serves the published files. */
export interface Mirror {
  name: string;
  /** Of its folder, with a trailing slash. */
  url: string;
}

export interface Fetched<T> {
  /** The name of the source. */
  source: string;
  value: T;
}

/**
 * Tries sources in order and prints to standard error why one fails and which one succeeds after that.
 * @throws Problem that lists the reason of each source
 */
async function firstSource<T>(what: string, sources: Source<T>[], todo: string): Promise<Fetched<T>> {
  let failures = '';
  for (const { name, fetch } of sources) {
    try {
      const value = await fetch();
      if (failures !== '') console.error(`${what}: from ${name}`);
      return { source: name, value };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { where, expected, found } = error.parts;
      const reason = `${name}: ${where}: expected ${expected}, found ${found}`;
      console.error(`${what}: not from ${reason}`);
      failures += `\n  - ${reason}`;
    }
  }
  throw new Problem({ where: what, expected: 'a source that has it', found: `none:${failures}`, todo: `\n${todo}` });
}

interface Cached<T> {
  /** For messages: `Fashion-MNIST`. */
  what: string;
  /** The cache folder. */
  cache: string;
  /** Reads and verifies the data in a folder. */
  read: (folder: string) => Promise<T>;
  /** The other sources, in the order in which they are tried. */
  sources: Source<T>[];
  /** The files to keep in the cache, by name. */
  files: (value: T) => Record<string, Buffer>;
  /** What to do if no source has the data, for the error. */
  todo: string;
}

/** The folder in a cache where broken downloads wait for the next run. */
export const downloadFolder = (cache: string): string => join(cache, 'download');

/**
 * Takes data from the cache, or from the first source that has it, and then keeps it in the cache: the next clone needs no
 * network. Processes take turns.
 * @throws Problem if no source has the data
 */
export function fetchCached<T>({ what, cache, read, sources, files, todo }: Cached<T>): Promise<Fetched<T>> {
  return withLock(cache, async () => {
    const fetched = await firstSource(what, [{ name: 'cache', fetch: () => read(cache) }, ...sources], todo);
    if (fetched.source === 'cache') return fetched;
    await mkdir(cache, { recursive: true });
    for (const [name, bytes] of Object.entries(files(fetched.value))) {
      await writeFileAtomic(join(cache, name), bytes);
      await sweepHalfWritten(join(cache, name));
    }
    await rm(downloadFolder(cache), { recursive: true, force: true });
    return fetched;
  });
}
