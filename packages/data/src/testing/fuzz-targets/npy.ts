import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { npyBytes, readNpy } from '../../formats/npy';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';

const VALID = [
  npyBytes({ dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }),
  npyBytes({ dtype: 'int32', shape: [4], data: Int32Array.of(-1, 0, 1, 2) }),
  npyBytes({ dtype: 'uint8', shape: [], data: Uint8Array.of(7) }),
  npyBytes({ dtype: 'float16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) }),
  npyBytes({ dtype: 'uint8', shape: [0, 5], data: new Uint8Array() }),
];

/** Arbitrary headers of the right length, and some bytes of data. */
const headers = fc
  .record({
    descr: fc.constantFrom('<f4', '<i4', '<f2', '|u1', '>f4', '|O', '<f8', "<f4', 'x': '"),
    order: fc.constantFrom('False', 'True', "True, 'x': \"'fortran_order': False\"", '0'),
    shape: fc.constantFrom(
      ...['2,', '1, 2', '', '1,,2', ',', '1 2', '-1, -2', '99999999999999999999999, 0', '4294967296, 4294967296', '2'],
      ...[
        '9007199254740993, 0',
        '1e3,',
        '0x2,',
        ' 2 , ',
        '2L,',
        '٢,',
        `${'1, '.repeat(5000)}1`,
        '65536, 65536, 65536, 65536',
      ],
    ),
    end: fc.constantFrom(', }', '}', ', } #', ''),
    data: fc.uint8Array({ maxLength: 16 }),
  })
  .map(({ descr, order, shape, end, data }) => {
    const dict = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape})${end}\n`;
    const head = Buffer.from('\x93NUMPY\x01\x00??', 'latin1');
    head.writeUInt16LE(Math.min(dict.length, 0xffff), 8);
    return Buffer.concat([head, Buffer.from(dict, 'latin1'), data]);
  });

export default fuzzTarget({
  name: 'NumPy arrays',
  input: fc.oneof(mutatedBytes(...VALID), headers),
  async read(bytes, { folder }) {
    const file = join(folder, 'x.npy');
    writeFileSync(file, bytes);
    const array = await readNpy(file);
    if (array.shape.some((size) => !Number.isSafeInteger(size) || size < 0)) throw new Error(`shape [${array.shape}]`);
    // Writes back what was read, except for blanks in the header.
    const back = npyBytes(array);
    const plain = (all: Buffer): string => all.toString('latin1', 10).replace(/[ \n]+/g, '');
    if (plain(back) !== plain(bytes)) throw new Error(`read as ${array.dtype} [${array.shape}]`);
  },
});
