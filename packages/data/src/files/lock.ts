import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as lockfile from 'proper-lockfile';

/**
 * Runs `work` while this process alone holds `path` (a file or folder that need not exist; the lock is `path.lock`).
 * Others wait. The lock of a process that died is taken over after 10 seconds.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const release = await lockfile.lock(path, {
    realpath: false,
    stale: 10_000,
    retries: { forever: true, minTimeout: 100, maxTimeout: 2_000 },
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
