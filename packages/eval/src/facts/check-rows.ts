/**
 * Checks that labels and row numbers belong to the URLs.
 * @throws RangeError when `malicious` and `urls` differ in length, a label is not 0 or 1, or a row number is out of range
 */
export function checkRows(urls: string[], malicious: Uint8Array, ...parts: Int32Array[]): void {
  const n = urls.length;
  if (malicious.length !== n) throw new RangeError(`expected ${n} labels for ${n} URLs, found ${malicious.length}`);
  const label = malicious.find((value) => value > 1);
  if (label !== undefined) throw new RangeError(`expected labels 0 and 1, found ${label}`);
  for (const part of parts) {
    const row = part.find((value) => value < 0 || value >= n);
    if (row !== undefined) throw new RangeError(`expected row numbers from 0 to ${n - 1}, found ${row}`);
  }
}
