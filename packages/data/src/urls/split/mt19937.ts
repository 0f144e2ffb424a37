import { factory } from '@stdlib/random-base-mt19937';

const WORDS = 624;

/**
 * MT19937 seeded with one number, as NumPy's `RandomState(seed)` (Knuth's recurrence, `init_genrand` of Matsumoto and
 * Nishimura). @stdlib refuses the seed 0, which NumPy allows, so the state is computed here.
 * @param seed a whole number from 0 to 4294967295
 * @returns a function that returns the next uint32 value
 * @throws RangeError for any other seed
 */
export function mt19937(seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) throw new RangeError(`seed ${seed} is not a uint32`);
  const words = new Uint32Array(WORDS);
  words[0] = seed;
  for (let i = 1; i < WORDS; i++) words[i] = Math.imul(1812433253, words[i - 1] ^ (words[i - 1] >>> 30)) + i;
  // @stdlib's layout: version, sections; length and state; length and position in the state (its end); length and seed
  const state = Uint32Array.from([1, 3, WORDS, ...words, 1, WORDS, 1, seed]);
  return factory({ state });
}
