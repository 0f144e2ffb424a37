import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '@reprise/base';

/** The bytes that a user without root rights may still write at `path`, which need not exist. */
export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    return freeBytes(dirname(path));
  }
}

export const inGB = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** What to do about a full disk. */
export const FREE_SPACE = 'Free some disk space, or set XDG_CACHE_HOME to a folder on another disk.';

/** @throws Problem if fewer than `needed` bytes are free for `folder` */
export async function checkSpace(folder: string, needed: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= needed) return;
  const expected = `${inGB(needed)} of free disk space for TensorFlow`;
  throw new Problem({ where: folder, expected, found: inGB(free), todo: FREE_SPACE });
}
