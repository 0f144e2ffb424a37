import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Processes that have `marker` in their environment, as Linux lists them, with their command lines. */
export function processesWith(marker: string): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      if (!readFileSync(join('/proc', name, 'environ'), 'latin1').includes(marker)) return [];
      const command = readFileSync(join('/proc', name, 'cmdline'), 'latin1')
        .replaceAll('\0', ' ')
        .trim();
      // A zombie has none, and is its parent's to collect.
      return command === '' ? [] : [{ pid: Number(name), command }];
    } catch {
      return []; // it has ended, or is not ours
    }
  });
}

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
