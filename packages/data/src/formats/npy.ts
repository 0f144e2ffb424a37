import writeFileAtomic from 'write-file-atomic';
import { Problem, readBounded } from '@reprise/base';
import { sizeOfShape } from './size-of-shape';

// npyjs 1.2 supports these types too, but reads truncated files and shapes that do not match the data without an error.
// The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

/** A dense array in C order, as in NumPy's `.npy` format, version 1.0. Values are little-endian. */
export type NpyArray =
  | { dtype: 'float32'; shape: number[]; data: Float32Array }
  | { dtype: 'int32'; shape: number[]; data: Int32Array }
  | { dtype: 'uint8'; shape: number[]; data: Uint8Array }
  /** Half precision: the bits, as `toHalf` returns them. */
  | { dtype: 'float16'; shape: number[]; data: Uint16Array };

const DTYPES = {
  float32: { descr: '<f4', ArrayType: Float32Array },
  int32: { descr: '<i4', ArrayType: Int32Array },
  uint8: { descr: '|u1', ArrayType: Uint8Array },
  float16: { descr: '<f2', ArrayType: Uint16Array },
} as const;
const MAGIC = Buffer.from('\x93NUMPY\x01\x00', 'latin1');

/** The header exactly as numpy.save writes it: other orders and nested names would be ambiguous. */
const HEADER =
  /^\{'descr': '([^']*)', 'fortran_order': (True|False) *, 'shape': \(((?:\d+,|\d+(?:, \d+)+)?)\), \} *\n$/;

/** The default limit in bytes. The predictions for 10,000 images have 31 million. */
const MOST = 1 << 28;

/**
 * The bytes that `numpy.save` writes for the same array.
 * @throws RangeError if `data` does not fill `shape`
 */
export function npyBytes({ dtype, shape, data }: NpyArray): Buffer {
  const size = sizeOfShape(shape);
  if (data.length !== size) throw new RangeError(`shape [${shape}] holds ${size} values, found ${data.length}`);
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = `{'descr': '${DTYPES[dtype].descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((MAGIC.length + 2 + dict.length + 1) / 64) * 64; // data starts at a multiple of 64
  const header = Buffer.alloc(length, ' ');
  MAGIC.copy(header);
  header.writeUInt16LE(length - MAGIC.length - 2, MAGIC.length);
  header.write(dict, MAGIC.length + 2, 'latin1');
  header.write('\n', length - 1);
  return Buffer.concat([header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]);
}

/** Writes a file atomically. @throws RangeError as {@link npyBytes} */
export async function writeNpy(file: string, array: NpyArray): Promise<void> {
  await writeFileAtomic(file, npyBytes(array));
}

/**
 * Reads an array of one of the types of {@link NpyArray} in C order.
 * @param most the most bytes of the file
 * @throws Problem if the file is missing, too large, truncated or of another kind
 */
export async function readNpy(where: string, most = MOST): Promise<NpyArray> {
  const wanted = {
    expected: 'a NumPy array of float32, float16, int32 or uint8',
    todo: 'Run the task that writes it again.',
  };
  const problem = (found: string): Problem => new Problem({ where, found, ...wanted });
  const bytes = await readBounded(where, most, wanted);
  if (bytes.length < 10 || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw problem('another format');
  const start = 10 + bytes.readUInt16LE(8);
  const [, descr, order, tuple] = HEADER.exec(bytes.toString('latin1', 10, start)) ?? [];
  if (tuple === undefined || start > bytes.length) throw problem('a damaged header');
  if (order === 'True') throw problem('Fortran order');
  const shape = tuple.split(',').flatMap((n) => (n === '' ? [] : [Number(n)]));
  if (!shape.every(Number.isSafeInteger)) throw problem(`shape (${tuple})`);
  const dtype = (Object.keys(DTYPES) as (keyof typeof DTYPES)[]).find((name) => DTYPES[name].descr === descr);
  if (dtype === undefined) throw problem(`elements of type ${descr}`);
  const { ArrayType } = DTYPES[dtype];
  const size = sizeOfShape(shape) * ArrayType.BYTES_PER_ELEMENT;
  const found = bytes.length - start;
  if (found !== size) throw problem(`${found} bytes of data for shape [${shape}], which has ${size}`);
  // A copy: a typed array must be aligned to its elements, which the memory of a Buffer need not be.
  const { buffer } = new Uint8Array(bytes.subarray(start));
  return { dtype, shape, data: new ArrayType(buffer) } as NpyArray;
}
