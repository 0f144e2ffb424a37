import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { listProcesses, type RunningProcess } from '@reprise/base/testing';

/** Processes that have `marker` in their environment. A zombie has no command, and is its parent's to collect. */
export const processesWith = (marker: string): RunningProcess[] =>
  listProcesses().filter(
    ({ pid, command, environment }) => pid !== process.pid && command !== '' && environment.includes(marker),
  );

/** Files and empty folders below some folders, relative to `root`. Links are not followed. */
export function listing(root: string, folders: string[]): Set<string> {
  const found = new Set<string>();
  const walk = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.length === 0) found.add(`${relative(root, folder)}/`);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else found.add(relative(root, path));
    }
  };
  for (const folder of folders)
    try {
      walk(join(root, folder));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  return found;
}
