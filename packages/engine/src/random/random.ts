import { sha256 } from '@noble/hashes/sha2';
import { factory } from '@stdlib/random-base-mt19937';

/**
 * A seeded random generator, forked by name. What one part draws does not depend on what others have drawn, so a run can
 * resume from any epoch. It draws the same numbers in Node and in a browser.
 */
export interface Random {
  /** An independent generator for the part of this name. */
  fork(name: string): Random;
  /** `count` numbers, uniform in [low, high). */
  uniform(count: number, low: number, high: number): Float64Array;
  /** `count` numbers of the standard normal distribution (Box and Muller 1958). */
  normal(count: number): Float64Array;
  /** The numbers 0 to `count - 1`, in random order (Fisher and Yates). */
  permutation(count: number): Int32Array;
  /** One int32, to seed TensorFlow's stateless random ops. */
  int32(): number;
}

/**
 * @param seed an integer
 * @example createRandom(1).fork('shuffle').fork('epoch 3').permutation(60_000)
 */
export const createRandom = (seed: number): Random => forPath([String(seed)]);

function forPath(path: string[]): Random {
  const key = sha256(new TextEncoder().encode(JSON.stringify(path)));
  const view = new DataView(key.buffer, key.byteOffset);
  // Four words seed the Mersenne Twister through its init_by_array.
  const words = [0, 4, 8, 12].map((at) => view.getUint32(at, true));
  const source = factory({ seed: words }) as unknown as { (): number; normalized(): number };
  return {
    fork: (name) => forPath([...path, name]),
    uniform: (count, low, high) => Float64Array.from({ length: count }, () => low + (high - low) * source.normalized()),
    normal: (count) =>
      Float64Array.from({ length: count }, () => {
        const radius = Math.sqrt(-2 * Math.log(1 - source.normalized()));
        return radius * Math.cos(2 * Math.PI * source.normalized());
      }),
    permutation: (count) => {
      const order = Int32Array.from({ length: count }, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(source.normalized() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    },
    int32: () => source() | 0,
  };
}
