import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as lockfile from 'proper-lockfile';

/** Waits as long as somebody holds the lock, and no longer: proper-lockfile's own retries would wait for ever on a disk that refuses. */
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
 * Runs `work` while this process alone holds `path` (a file or folder that need not exist; the lock is `path.lock`).
 * Others wait. `process.exit` releases it; the lock of a process that died is taken over after 10 seconds.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const release = await acquire(path);
  // proper-lockfile means to do this, but its hook is lost whenever write-file-atomic takes its own back (signal-exit 4
  // puts back the `process.emit` that it found when it was loaded).
  const unlock = (): void => {
    try {
      lockfile.unlockSync(path, { realpath: false });
    } catch {
      // Somebody took it over: it is theirs.
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
