import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asProblem, withLock } from '@reprise/base';
import { buildRuntime } from './cache/build-runtime';
import {
  damagedFile,
  infoOf,
  isVerified,
  linkRuntime,
  runtimeFolder,
  runtimeInfo,
  type RuntimeInfo,
  writeStamp,
} from './cache/runtime-info';
import { findGpu, GPU_VARIABLE, whyNoGpu } from './gpu';
import { type RuntimeOptions, type Settings, withDefaults } from './options';
import { pinFor } from './platform';
import type { LibraryPin } from './sources/pins';

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
  const gpu = (await findGpu(env)) !== undefined;
  if (!gpu) log(`${GPU_VARIABLE} is set, but ${whyNoGpu(env)}: TensorFlow will use the processor.`);
  return { ...info, gpu };
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
        if (!(await isIntact(folder, pin, log))) await buildRuntime(folder, pin, settings);
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
