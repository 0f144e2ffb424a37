import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, withLock } from '@reprise/base';

/** The files of a data set, by name. */
export type Files = Record<string, Buffer>;

/** One place that may have the data. */
interface Source {
  /** For messages: `your folder`. */
  name: string;
  /** Throws a Problem if the place does not have the data. Any other error ends the search. */
  fetch: () => Promise<Files>;
}

/** A host that serves the published files. */
export interface Mirror {
  name: string;
  /** Of its folder, with a trailing slash. */
  url: string;
}

export interface Fetched {
  /** The name of the source. */
  source: string;
  files: Files;
}

interface Wanted {
  /** For messages: `Fashion-MNIST`. */
  what: string;
  /** The cache folder. */
  cache: string;
  mirrors: Mirror[];
  /** Downloads from a mirror to `folder`, where a broken download waits for the next run. */
  download: (url: string, folder: string) => Promise<Files>;
  /** Reads and verifies the files of the cache or of the user's folder. */
  read: (folder: string) => Promise<Files>;
  /** The environment variable that names the user's folder. */
  variable: string;
  /** Tried last. */
  others: Source[];
  /** What to do if no source has the data, for the error. */
  todo: string;
}

/**
 * Takes data from the cache, or from the first source that has it, and then keeps it in the cache: the next clone needs no
 * network. Prints to standard error why a source fails and which one succeeds after that. Processes take turns.
 * @throws Problem if no source has the data, with the reason of each
 */
export function fetchCached({
  what,
  cache,
  mirrors,
  download,
  read,
  variable,
  others,
  todo,
}: Wanted): Promise<Fetched> {
  const downloads = join(cache, 'download');
  const sources: Source[] = [
    { name: 'cache', fetch: () => read(cache) },
    ...mirrors.map(({ name, url }) => ({ name, fetch: () => download(url, downloads) })),
    { name: 'your folder', fetch: async () => read(await userFolder(variable)) },
    ...others,
  ];
  return withLock(cache, async () => {
    const { source, files } = await firstOf(sources, what, todo);
    if (source === 'cache') return { source, files };
    await mkdir(cache, { recursive: true });
    // Not atomically: `read` refuses half a file, and the next run writes it again.
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(cache, name), bytes);
    await rm(downloads, { recursive: true, force: true });
    return { source, files };
  });
}

async function firstOf(sources: Source[], what: string, todo: string): Promise<Fetched> {
  let failures = '';
  for (const { name, fetch } of sources) {
    try {
      const files = await fetch();
      if (failures !== '') console.error(`${what}: from ${name}`);
      return { source: name, files };
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

/** The folder that an environment variable names. @throws Problem if it is not set or does not name a folder */
export async function userFolder(variable: string): Promise<string> {
  const folder = process.env[variable];
  const entry = folder ? await stat(folder).catch(() => undefined) : undefined;
  if (folder && entry?.isDirectory()) return folder;
  throw new Problem({
    where: variable,
    expected: 'a folder',
    found: folder ? `"${folder}", which is not a folder` : 'no value',
    todo: `Set ${variable} to the path of a folder that has the files.`,
  });
}
