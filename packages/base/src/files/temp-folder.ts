import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../processes/is-alive';

/** A process by its machine (containers may share a temporary folder, but no process numbers) and number. */
const PREFIX = `reprise-${hostname().replaceAll(/[^\w-]/g, '_')}-`;

/** Removes what processes of this machine that were killed have left. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = (name.startsWith(PREFIX) && /^(\d+)-/.exec(name.slice(PREFIX.length))) || [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

/**
 * An empty folder in the system's temporary folder, for the caller to remove. One that a killed process has left is
 * removed by the next that asks.
 */
export function tempFolder(): string {
  sweep();
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}
