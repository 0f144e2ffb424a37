import { rm } from 'node:fs/promises';
import { tempFolder } from './temp-folder';

/** Runs `work` with an empty folder of its own and removes that folder, whatever happens. */
export async function inTempFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = tempFolder();
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
