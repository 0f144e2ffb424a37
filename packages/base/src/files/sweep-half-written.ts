import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Removes the temporary files (`file.` and a number) that killed processes left in the middle of
 * `writeFileAtomic(file, …)`. Call it only while no process writes the file, such as under its lock.
 */
export async function sweepHalfWritten(file: string): Promise<void> {
  const start = `${basename(file)}.`;
  const names = await readdir(dirname(file)).catch(() => []);
  for (const name of names)
    if (name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
      await rm(join(dirname(file), name), { force: true });
}
