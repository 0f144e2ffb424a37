import { cacheRoot } from './cache-root';
import { later } from './later';
import { linkAddon } from './link-addon';
import { light, type RuntimeOptions } from './options';
import { infoOf, runtimeInfo, type RuntimeInfo } from './runtime-info';
import { runtimePlace } from './runtime-place';
import { looksWhole, readRecord } from './runtime-record';
import { GPU_VARIABLE } from './wanted-kind';

/** What is in place, and of the GPU build whether there is a GPU for it: with one it computes other bits. */
export type RuntimeInPlace = RuntimeInfo & { gpu?: boolean };

/**
 * Puts a native TensorFlow in place for @tensorflow/tfjs-node-gpu; returns at once when it is there, and links it when
 * the user's cache has it. Two processes at once are safe: one works, the other waits and then links.
 *
 * The first choice is the wheel that pip fetches (or `REPRISE_TENSORFLOW_WHEEL`, a path), the second, where there is no
 * pip, the library that tfjs-node's own install script fetches. All is pinned by digest and kept in the user's cache
 * directory, so that the next clone links it. With `REPRISE_GPU=1` it is the build for NVIDIA GPUs, by pip or from a path
 * alone. See docs/native-tensorflow.md.
 *
 * @throws Problem when a tool, the network, space or a right is missing, or a digest is not the pinned one; nothing
 * half-made is left under a final name
 * @example
 * (await ensureRuntime()).version // '2.21.0'
 */
export async function ensureRuntime(options: RuntimeOptions = {}): Promise<RuntimeInPlace> {
  if (light(options).kind === 'cpu') return inPlace(options);
  const gpu = await hasGpu(options);
  return { ...(await inPlace(options)), gpu };
}

function inPlace(options: RuntimeOptions): RuntimeInfo | Promise<RuntimeInfo> {
  const there = runtimeInfo(options) ?? linkKept(options);
  if (there !== undefined) return there;
  const { placeRuntime } = later('./place-runtime') as typeof import('./place-runtime');
  return placeRuntime(options);
}

/** Links the first choice from the cache. Needs no lock and no right to write there: the cache may be somebody else's. */
function linkKept(options: RuntimeOptions): RuntimeInfo | undefined {
  const { packageFolder, env, choices } = light(options);
  const cache = options.cache ?? cacheRoot(env);
  if (cache === undefined) return undefined;
  const { key, folder } = runtimePlace(choices[0], cache, packageFolder);
  const record = readRecord(folder);
  if (record?.sha256 !== key || !looksWhole(folder, record)) return undefined;
  try {
    linkAddon(packageFolder, folder);
    return infoOf(folder, record);
  } catch {
    return undefined; // placeRuntime meets the same error and explains it.
  }
}

/** Says so where there is none. */
async function hasGpu({ env = process.env, say = console.error }: RuntimeOptions): Promise<boolean> {
  const { findGpu, unseenBy } = later('./find-gpu') as typeof import('./find-gpu');
  if ((await findGpu(env)) !== undefined) return true;
  say(`${GPU_VARIABLE} is set, but ${unseenBy(env)} shows no GPU: TensorFlow will fall back on the processor.`);
  return false;
}
