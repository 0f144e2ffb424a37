import { rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock';
import { checkManifest, writeManifest } from './manifest';

/**
 * Writes a task's folder whole or not at all: `build` fills a temporary folder beside it, which gets a manifest and then
 * replaces the old folder. If it fails, the old folder stays. Processes take turns, and remove what a killed one left.
 *
 * @param task the Nx task, for errors
 * @param leaveOut files that the manifest leaves out, as in {@link writeManifest}
 */
export async function writeFolder(
  target: string,
  task: string,
  build: (folder: string) => Promise<void>,
  leaveOut: string[] = [],
): Promise<void> {
  // On the same disk as the target: a rename is atomic.
  const folder = join(dirname(target), `.${basename(target)}.building`);
  await withLock(target, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const sweep = (): void => rmSync(folder, { recursive: true, force: true });
    process.once('exit', sweep); // after a signal, `finally` does not run
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
