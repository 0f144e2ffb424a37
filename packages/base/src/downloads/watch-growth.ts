import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startProgress } from '../processes/progress';

/** Bytes of a file, or of all files below a folder; 0 if it does not exist. */
function bytesIn(path: string): number {
  try {
    const entry = statSync(path);
    if (!entry.isDirectory()) return entry.size;
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + bytesIn(join(entry.parentPath, entry.name)), 0);
  } catch {
    return 0;
  }
}

/** Shows progress while `work` makes files and folders grow to `total` bytes: pip and unzip report none of their own. */
export async function watchGrowth<T>(
  label: string,
  paths: string[],
  total: number,
  work: () => Promise<T>,
): Promise<T> {
  const progress = startProgress(label, total, 'bytes');
  const timer = setInterval(() => {
    progress.update(
      Math.min(
        paths.reduce((sum, path) => sum + bytesIn(path), 0),
        total,
      ),
    );
  }, 500);
  let note: string | undefined = 'failed';
  try {
    const result = await work();
    progress.update(total);
    note = undefined;
    return result;
  } finally {
    clearInterval(timer);
    progress.done(note);
  }
}
