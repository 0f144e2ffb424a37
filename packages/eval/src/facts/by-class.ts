/** A number for each class of URL. */
export interface ByClass {
  benign: number;
  malicious: number;
}

/** How many of the given rows are benign and malicious. @param malicious one a row of the frame, 1 or 0 */
export function countByClass(malicious: Uint8Array, rows: ArrayLike<number>): ByClass {
  let bad = 0;
  for (let i = 0; i < rows.length; i++) bad += malicious[rows[i]];
  return { benign: rows.length - bad, malicious: bad };
}
