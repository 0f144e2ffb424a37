import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '@reprise/base';

/** Bytes that an ordinary user may still write where `path` is or will be. */
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

/** What a person can do about a folder that is full or may not be written. */
export const ELSEWHERE = 'or set XDG_CACHE_HOME to a folder elsewhere';

/** @throws Problem when fewer than `needed` bytes are free where `folder` is */
export async function checkSpace(folder: string, needed: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= needed) return;
  throw new Problem({
    where: folder,
    expected: `${inGB(needed)} of free disk space for TensorFlow`,
    found: inGB(free),
    todo: `Free some space, ${ELSEWHERE}.`,
  });
}
