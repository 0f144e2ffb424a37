import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '../folders/temp-folder';
import { withEnvironment } from './with-environment';

/**
 * Runs `work` with only the given shell scripts in PATH, an empty folder, and the path of a file for the scripts to write to,
 * which is `$NOTES` for them.
 */
export const withPrograms = <T>(
  programs: Record<string, string>,
  work: (folder: string, notes: string) => Promise<T>,
): Promise<T> =>
  inTempFolder((parent) => {
    const [bin, folder, notes] = ['bin', 'folder', 'notes'].map((name) => join(parent, name));
    for (const made of [bin, folder]) mkdirSync(made);
    for (const [name, script] of Object.entries(programs))
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return withEnvironment({ PATH: bin, NOTES: notes }, () => work(folder, notes));
  });
