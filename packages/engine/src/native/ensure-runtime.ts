import { later } from './later';
import type { RuntimeOptions } from './options';
import { runtimeInfo, type RuntimeInfo } from './runtime-info';

/**
 * Puts a native TensorFlow in place for @tensorflow/tfjs-node-gpu; returns at once when it is there. Two processes at
 * once are safe: one works, the other waits and then links.
 *
 * The first choice is the wheel that pip fetches (or `REPRISE_TENSORFLOW_WHEEL`, a path), the second, where there is no
 * pip, the library that tfjs-node's own install script fetches. All is pinned by digest and kept in the user's cache
 * directory, so that the next clone links it. See docs/native-tensorflow.md.
 *
 * @throws Problem when a tool, the network, space or a right is missing, or a digest is not the pinned one; nothing
 * half-made is left under a final name
 * @example
 * (await ensureRuntime()).version // '2.21.0'
 */
export async function ensureRuntime(options: RuntimeOptions = {}): Promise<RuntimeInfo> {
  const there = runtimeInfo(options);
  if (there !== undefined) return there;
  const { placeRuntime } = later('./place-runtime') as typeof import('./place-runtime');
  return placeRuntime(options);
}
