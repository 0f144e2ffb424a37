import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as lockfile from 'proper-lockfile';

/** Waits while another process holds the lock. proper-lockfile's own retries would also wait on a read-only disk. */
async function acquire(path: string): Promise<() => Promise<void>> {
  for (let pause = 100; ; pause = Math.min(2 * pause, 2_000)) {
    try {
      return await lockfile.lock(path, { realpath: false, stale: 10_000 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    await sleep(pause);
  }
}

/**
 * Runs `work` while no other process holds the lock of `path`, a file or folder that need not exist. The lock is
 * `path.lock`; `process.exit` releases it, and the lock of a killed process expires after 10 seconds.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const release = await acquire(path);
  // proper-lockfile has an exit hook too, but write-file-atomic removes it (signal-exit 4 restores the `process.emit` that
  // it found when it was loaded).
  const unlock = (): void => {
    try {
      lockfile.unlockSync(path, { realpath: false });
    } catch {
      // Another process has taken over an expired lock.
    }
  };
  process.once('exit', unlock);
  try {
    return await work();
  } finally {
    process.off('exit', unlock);
    await release();
  }
}
