import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Removes what processes that were killed in the middle of `writeFileAtomic(file, …)` have left beside it: `file.` and a
 * number. To be called when nobody writes it, such as under its lock.
 */
export async function sweepHalfWritten(file: string): Promise<void> {
  const start = `${basename(file)}.`;
  const names = await readdir(dirname(file)).catch(() => []);
  for (const name of names)
    if (name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
      await rm(join(dirname(file), name), { force: true });
}
