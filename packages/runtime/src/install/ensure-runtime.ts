import { findGpu, unseenBy } from './doctor/find-gpu';
import { linkRuntime } from './link-runtime';
import { type RuntimeOptions, type Settings, withDefaults } from './options';
import { placeRuntime } from './place-runtime';
import { pinFor } from './platform';
import { infoOf, runtimeFolder, runtimeInfo, type RuntimeInfo, runtimeKey } from './runtime-info';
import { looksWhole, readRecord } from './runtime-record';
import type { LibraryPin } from './sources/pins';
import { GPU_VARIABLE, wantedKind } from './wanted-kind';

/** What is in place, and for the GPU build whether there is a GPU: with one it computes other bits. */
export type RuntimeInPlace = RuntimeInfo & { gpu?: boolean };

/**
 * Puts TensorFlow's native library in place. Returns at once if it is there, and links it if the user's cache has it. Two
 * processes at once are safe: one works, the other waits and then links.
 *
 * The library comes from the wheel that pip downloads, or from `REPRISE_TENSORFLOW_WHEEL`, the path of a wheel. It is
 * verified by digest and kept in the user's cache folder, so that the next clone links it. With `REPRISE_GPU=1` it is the
 * build for NVIDIA GPUs. See docs/native-tensorflow.md.
 *
 * @throws Problem if the machine has no library, if pip, the network, disk space or a permission is missing, or if a
 * digest is not the pinned one; nothing half-made is left under a final name
 * @example
 * (await ensureRuntime()).version // '2.21.0'
 */
export async function ensureRuntime(options: RuntimeOptions = {}): Promise<RuntimeInPlace> {
  const settings = withDefaults(options);
  const { machine, env, pins, say } = settings;
  const kind = wantedKind(env);
  const pin = pinFor(machine, kind, pins);
  const info = runtimeInfo(options) ?? linkKept(pin, settings) ?? (await placeRuntime(pin, settings));
  if (kind === 'cpu') return info;
  const gpu = (await findGpu(env)) !== undefined;
  if (!gpu) say(`${GPU_VARIABLE} is set, but ${unseenBy(env)} shows no GPU: TensorFlow will use the processor.`);
  return { ...info, gpu };
}

/** Links what the cache has. Takes no lock and writes nothing there: the cache may belong to another user. */
function linkKept(pin: LibraryPin, { cache, packageFolder }: Settings): RuntimeInfo | undefined {
  const folder = runtimeFolder(pin, cache);
  const record = readRecord(folder);
  if (record?.sha256 !== runtimeKey(pin) || !looksWhole(folder, record)) return undefined;
  try {
    linkRuntime(packageFolder, folder);
    return infoOf(folder, record);
  } catch {
    return undefined; // placeRuntime meets the same error and explains it.
  }
}
