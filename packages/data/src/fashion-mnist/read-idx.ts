import { Problem } from '@reprise/base';
import { sizeOfShape } from '../formats/size-of-shape';

interface Idx {
  shape: number[];
  /** In C order; a view of the given bytes. */
  data: Uint8Array;
}

/**
 * Reads an IDX file of unsigned bytes: two zeros, 8 for the type, the number of dimensions, each dimension as a
 * big-endian uint32, then the values. As described at http://yann.lecun.com/exdb/mnist/.
 * @param where names the bytes in an error
 * @throws Problem if the bytes are something else, or more or fewer than the shape needs
 */
export function readIdx(bytes: Uint8Array, where = 'IDX file'): Idx {
  const problem = (expected: string, found: string): Problem =>
    new Problem({ where, expected, found, todo: 'Download the file again, uncompressed.' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) throw problem('an IDX header', `${bytes.length} bytes`);
  if (view.getUint16(0) !== 0 || view.getUint8(2) !== 8)
    throw problem('the magic number 0x000008…', `0x${view.getUint32(0).toString(16).padStart(8, '0')}`);
  const dimensions = view.getUint8(3);
  const start = 4 + 4 * dimensions;
  if (dimensions === 0 || bytes.length < start) throw problem(`${dimensions} dimensions`, `${bytes.length} bytes`);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = sizeOfShape(shape);
  const found = bytes.length - start;
  if (found < size) {
    const row = Math.floor(found / (size / shape[0]));
    throw problem(`${size} values for [${shape}]`, `${found}: row ${row} is incomplete`);
  }
  if (found > size) throw problem(`${size} values for [${shape}]`, `${found}`);
  return { shape, data: bytes.subarray(start) };
}
