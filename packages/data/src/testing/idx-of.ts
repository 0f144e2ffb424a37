/** An IDX file of unsigned bytes: its header and the given values. */
export function idxOf(shape: number[], values = new Uint8Array(0)): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  shape.forEach((n, i) => head.writeUInt32BE(n, 4 + 4 * i));
  return Buffer.concat([head, values]);
}
