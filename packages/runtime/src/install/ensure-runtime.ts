import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asProblem, pipDownload, withLock } from '@reprise/base';
import {
  damagedFile,
  infoOf,
  isVerified,
  linkRuntime,
  runtimeFolder,
  runtimeInfo,
  type RuntimeInfo,
  STAMP,
  writeStamp,
} from './runtime-info';
import { checkSpace } from './disk-space';
import { findGpu, GPU_VARIABLE } from './gpu';
import { type RuntimeOptions, type Settings, withDefaults } from './options';
import { pinFor } from './platform';
import { filesOf, type LibraryPin, placeOf } from './sources/pins';
import { unpackMembers } from './sources/unpack-members';

/** The runtime, and for the GPU build whether there is a GPU, with which it computes other bits. */
export type InstalledRuntime = RuntimeInfo & { gpu?: boolean };

/**
 * Installs TensorFlow's native library. Returns at once if it is installed, and only links it if the user's cache has it.
 * If two processes call it at once, one installs and the other waits.
 *
 * The library comes from the wheel that pip downloads, is verified by digest and kept in the user's cache. `REPRISE_GPU=1`
 * selects the build for NVIDIA GPUs. See docs/native-tensorflow.md.
 *
 * @throws Problem if the platform is not supported, pip, the network, disk space or a permission is missing, or a digest
 * differs; nothing unfinished is left in the cache
 * @example
 * (await ensureRuntime()).version // '2.21.0'
 */
export async function ensureRuntime(options: RuntimeOptions = {}): Promise<InstalledRuntime> {
  const settings = withDefaults(options);
  const { machine, env, pins, log } = settings;
  const pin = pinFor(machine, env, pins);
  const info = runtimeInfo(settings) ?? (await install(pin, settings));
  if (pin.kind === 'cpu') return info;
  const { none } = await findGpu(env);
  if (none !== undefined) log(`${GPU_VARIABLE} is set, but ${none}: TensorFlow will use the processor.`);
  return { ...info, gpu: none === undefined };
}

async function install(pin: LibraryPin, settings: Settings): Promise<RuntimeInfo> {
  const { cache, packageFolder, log } = settings;
  const folder = runtimeFolder(pin, cache);
  const info = infoOf(folder, pin);
  try {
    // Without a lock: the cache may belong to another user.
    if (!isVerified(folder, pin)) {
      const root = join(cache, 'tensorflow');
      await mkdir(root, { recursive: true });
      if (existsSync(`${root}.lock`)) log('Waiting for another process that installs TensorFlow.');
      await withLock(root, async () => {
        if (!(await isIntact(folder, pin, log))) await build(folder, pin, settings);
        log(`TensorFlow ${info.version} is installed (${info.source}).`);
      });
    }
    linkRuntime(packageFolder, folder);
    return info;
  } catch (error) {
    throw asProblem(error) ?? error;
  }
}

/** Whether the cache has the runtime. If sizes or times changed, digests decide: a copied cache has other times. */
async function isIntact(folder: string, pin: LibraryPin, log: (line: string) => void): Promise<boolean> {
  if (!existsSync(folder)) return false;
  if (isVerified(folder, pin)) return true;
  const damaged = await damagedFile(folder, pin);
  if (damaged === undefined) await writeStamp(folder, pin);
  else log(`${join(folder, damaged)} is damaged: installing TensorFlow again.`);
  return damaged === undefined;
}

/**
 * Unpacks a runtime beside its final folder, which it then replaces. The caller holds the lock.
 * @throws Problem as {@link ensureRuntime}; the unfinished folder is removed
 */
async function build(folder: string, pin: LibraryPin, { env, log }: Settings): Promise<void> {
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
