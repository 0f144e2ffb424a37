import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startProgress } from '../processes/progress';

/** Bytes in a file, or in all files below a folder. One that does not exist counts 0. */
export function bytesIn(path: string): number {
  try {
    const seen = statSync(path);
    if (!seen.isDirectory()) return seen.size;
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + bytesIn(join(entry.parentPath, entry.name)), 0);
  } catch {
    return 0;
  }
}

/**
 * Shows, while `work` runs, how files and folders grow to `total` bytes: pip draws its own progress for a terminal
 * alone, and an unpacker has none.
 */
export async function watchGrowth<T>(
  label: string,
  paths: string[],
  total: number,
  work: () => Promise<T>,
): Promise<T> {
  const progress = startProgress(label, total, 'bytes');
  const grown = (): number => paths.reduce((sum, path) => sum + bytesIn(path), 0);
  const timer = setInterval(() => progress.update(Math.min(grown(), total)), 500);
  let end: string | undefined = 'failed';
  try {
    const result = await work();
    progress.update(total);
    end = undefined;
    return result;
  } finally {
    clearInterval(timer);
    progress.done(end);
  }
}
