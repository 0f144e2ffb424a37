import { rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock';
import { checkManifest, writeManifest } from './manifest';

/**
 * Writes a task's folder whole or not at all: `build` fills a folder beside it, a manifest is written and verified, and
 * only then does it take the place of what was there. A failure leaves the old folder as it was. One process at a time;
 * what a killed one left is swept away.
 *
 * @param task the Nx task, named in errors
 * @param leaveOut files that the manifest passes over, as in {@link writeManifest}
 */
export async function writeFolder(
  target: string,
  task: string,
  build: (folder: string) => Promise<void>,
  leaveOut: string[] = [],
): Promise<void> {
  // Beside the target, so that it is on the same disk: a rename is at once.
  const folder = join(dirname(target), `.${basename(target)}.building`);
  await withLock(target, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const sweep = (): void => rmSync(folder, { recursive: true, force: true });
    process.once('exit', sweep); // where a signal ends the process, nothing below runs
    try {
      await build(folder);
      await writeManifest(folder, leaveOut);
      await checkManifest(folder, task);
      await rm(target, { recursive: true, force: true });
      await rename(folder, target);
    } finally {
      sweep();
      process.off('exit', sweep);
    }
  });
}
