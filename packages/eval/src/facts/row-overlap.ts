import type { ByClass } from './by-class';
import { countByClass } from './by-class';

/** Which test rows share something with a training row. */
export interface RowOverlap {
  /** Test rows whose key is also a training row’s, by the test row’s class. */
  testRows: ByClass;
  /** Distinct such keys. */
  distinct: number;
  /** Of those test rows, the ones with a training row of the same key and the other label. */
  conflicts: number;
}

/**
 * Counts the test rows whose key a training row has too.
 *
 * @param keys one a row: rows with the same key are the same in what is looked at
 * @param malicious one a row, 1 or 0
 * @param trainRows row numbers, as `testRows`
 * @example rowOverlap(["a", "b", "a"], Uint8Array.of(0, 0, 1), Int32Array.of(0, 1), Int32Array.of(2))
 * // { testRows: { benign: 0, malicious: 1 }, distinct: 1, conflicts: 1 }
 */
export function rowOverlap(
  keys: string[],
  malicious: Uint8Array,
  trainRows: Int32Array,
  testRows: Int32Array,
): RowOverlap {
  // Bit 1: a benign training row has the key; bit 2: a malicious one.
  const trained = new Map<string, number>();
  for (const row of trainRows) trained.set(keys[row], (trained.get(keys[row]) ?? 0) | (1 << malicious[row]));
  const shared = testRows.filter((row) => trained.has(keys[row]));
  const other = (row: number): boolean => ((trained.get(keys[row]) ?? 0) & (1 << (1 - malicious[row]))) !== 0;
  return {
    testRows: countByClass(malicious, shared),
    distinct: new Set(Array.from(shared, (row) => keys[row])).size,
    conflicts: shared.filter(other).length,
  };
}
