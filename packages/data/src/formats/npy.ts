import { endianness } from 'node:os';
import writeFileAtomic from 'write-file-atomic';
import { Problem, readBounded } from '@reprise/base';
import { sizeOfShape } from './size-of-shape';

// npyjs 1.2 writes these types too, but reads a truncated file, or a shape that its data does not fill, without a word,
// and brings a network client (cross-fetch) for its load(url). The format is this small:
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

/** A dense array in C order, as NumPy's `.npy` format version 1.0 holds it. */
export type NpyArray =
  | { dtype: 'float32'; shape: number[]; data: Float32Array }
  | { dtype: 'int32'; shape: number[]; data: Int32Array }
  | { dtype: 'uint8'; shape: number[]; data: Uint8Array };

const DESCR = { float32: '<f4', int32: '<i4', uint8: '|u1' } as const;
const BYTES = { float32: 4, int32: 4, uint8: 1 } as const;
const MAGIC = Buffer.from('\x93NUMPY\x01\x00', 'latin1');

/** The header's text as numpy.save writes it: another order, or a name within a name, could be read in two ways. */
const HEADER =
  /^\{'descr': '([^']*)', 'fortran_order': (True|False) *, 'shape': \(((?:\d+,|\d+(?:, \d+)+)?)\), \} *\n$/;

/** Bytes of an array, at most, where the caller says nothing: predictions for 10,000 images have 31 million. */
const MOST = 1 << 28;

function checkEndianness(where: string): void {
  if (endianness() === 'LE') return;
  throw new Problem({ where, expected: 'a little-endian machine', found: 'a big-endian one', todo: 'Use another.' });
}

/**
 * The bytes that `numpy.save` writes for the same array.
 * @throws RangeError when `data` does not fill `shape`
 */
export function npyBytes({ dtype, shape, data }: NpyArray): Buffer {
  checkEndianness('npy');
  const size = sizeOfShape(shape);
  if (data.length !== size) throw new RangeError(`shape [${shape}] holds ${size}, data ${data.length}`);
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = `{'descr': '${DESCR[dtype]}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((MAGIC.length + 2 + dict.length + 1) / 64) * 64; // data starts at a multiple of 64
  const header = Buffer.alloc(length, ' ');
  MAGIC.copy(header);
  header.writeUInt16LE(length - MAGIC.length - 2, MAGIC.length);
  header.write(dict, MAGIC.length + 2, 'latin1');
  header.write('\n', length - 1);
  return Buffer.concat([header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]);
}

/** Writes `file` whole or not at all. @throws RangeError as {@link npyBytes} */
export async function writeNpy(file: string, array: NpyArray): Promise<void> {
  await writeFileAtomic(file, npyBytes(array));
}

/**
 * Reads float32, int32 and uint8 in C order; arrays of other kinds are not written here.
 * @param most bytes that the file may have
 * @throws Problem when the file is missing, truncated, too long or of another kind
 */
export async function readNpy(file: string, most = MOST): Promise<NpyArray> {
  const todo = 'Run the task that writes it again.';
  const problem = (found: string, cause?: unknown): Problem =>
    new Problem({ where: file, expected: 'a NumPy array of float32, int32 or uint8', found, todo }, { cause });
  checkEndianness(file);
  const bytes = await readBounded(file, most).catch((cause: unknown) => {
    throw problem('no readable file', cause);
  });
  if (bytes.length < 10 || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw problem('another format');
  const start = 10 + bytes.readUInt16LE(8);
  const [, descr, order, tuple] = HEADER.exec(bytes.toString('latin1', 10, start)) ?? [];
  if (tuple === undefined || start > bytes.length) throw problem('a broken header');
  if (order === 'True') throw problem('Fortran order');
  const shape = tuple.split(',').flatMap((n) => (n === '' ? [] : [Number(n)]));
  if (!shape.every(Number.isSafeInteger)) throw problem(`shape (${tuple})`);
  const dtype = (['float32', 'int32', 'uint8'] as const).find((name) => DESCR[name] === descr);
  if (dtype === undefined) throw problem(`elements of type ${descr}`);
  const expected = sizeOfShape(shape) * BYTES[dtype];
  const found = bytes.length - start;
  if (found !== expected) throw problem(`${found} bytes of data where shape [${shape}] has ${expected}`);
  // A copy: typed arrays must start at a multiple of their element, and a Buffer's memory need not.
  const { buffer } = new Uint8Array(bytes.subarray(start));
  if (dtype === 'float32') return { dtype, shape, data: new Float32Array(buffer) };
  if (dtype === 'int32') return { dtype, shape, data: new Int32Array(buffer) };
  return { dtype, shape, data: new Uint8Array(buffer) };
}
