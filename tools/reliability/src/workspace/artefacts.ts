import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkManifest } from '@reprise/base';
import type { Task } from './tasks';

/** A task's artefacts as a text: the manifest, or the file. @throws Problem if a file differs from its manifest */
export async function artefactsOf(root: string, { name, output }: Task): Promise<string> {
  const path = join(root, output);
  if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  return JSON.stringify(await checkManifest(path, name));
}

/** Files and empty folders below some folders, relative to `root`. Links are not followed. */
export function listing(root: string, folders: string[]): Set<string> {
  const listed = new Set<string>();
  const walk = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.length === 0) listed.add(`${relative(root, folder)}/`);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else listed.add(relative(root, path));
    }
  };
  for (const folder of folders) if (statSync(join(root, folder), { throwIfNoEntry: false })) walk(join(root, folder));
  return listed;
}
