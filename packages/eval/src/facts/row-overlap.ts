/** A count for each class of URL. */
export interface ByClass {
  benign: number;
  malicious: number;
}

/** Counts the given rows by class. @param malicious [all rows] 1 or 0 */
export function countByClass(malicious: Uint8Array, rows: ArrayLike<number>): ByClass {
  let bad = 0;
  for (let i = 0; i < rows.length; i++) bad += malicious[rows[i]];
  return { benign: rows.length - bad, malicious: bad };
}

/** Which test rows share a key with a training row. */
export interface RowOverlap {
  /** Test rows whose key is also a training row’s, by the test row’s class. */
  testRows: ByClass;
  /** Those whose key a training row of the other label has. */
  conflicts: number;
}

/**
 * Counts the test rows whose key is also a training row's.
 *
 * @param keys [all rows] rows with the same key count as equal
 * @param malicious [all rows] 1 or 0
 * @param trainRows row numbers, as `testRows`
 * @example rowOverlap(["a", "b", "a"], Uint8Array.of(0, 0, 1), Int32Array.of(0, 1), Int32Array.of(2))
 * // { testRows: { benign: 0, malicious: 1 }, conflicts: 1 }
 */
export function rowOverlap(
  keys: string[],
  malicious: Uint8Array,
  trainRows: Int32Array,
  testRows: Int32Array,
): RowOverlap {
  const [benign, bad] = [0, 1].map(
    (label) =>
      new Set(
        Array.from(
          trainRows.filter((row) => malicious[row] === label),
          (row) => keys[row],
        ),
      ),
  );
  const shared = testRows.filter((row) => benign.has(keys[row]) || bad.has(keys[row]));
  const conflicts = shared.filter((row) => (malicious[row] ? benign : bad).has(keys[row])).length;
  return { testRows: countByClass(malicious, shared), conflicts };
}
