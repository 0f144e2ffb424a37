import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../processes/is-alive';

/** Followed by the process id. Containers may share the temporary folder but not process ids, hence the host's name. */
const PREFIX = `reprise-${hostname().replaceAll(/[^\w-]/g, '_')}-`;

/** Removes the folders that killed processes of this host left. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = (name.startsWith(PREFIX) && /^(\d+)-/.exec(name.slice(PREFIX.length))) || [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It belongs to another user.
    }
  }
}

/** Creates an empty temporary folder, which the caller removes. Removes those of killed processes. */
export function tempFolder(): string {
  sweep();
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Runs `work` with an empty temporary folder and removes the folder afterwards, also on failure. */
export async function inTempFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = tempFolder();
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
