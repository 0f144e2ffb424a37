import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { npyBytes, readNpy, writeNpy, type NpyArray } from './npy';

// sha256 of what numpy.save of NumPy 2.4.6 wrote for these arrays.
const ARRAYS: [NpyArray, string][] = [
  [
    { dtype: 'float32', shape: [2, 3], data: Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) },
    'e7eebbeade09a268d44b85a8d0f8bd08d514d2cd5a49b9ac8494485fa0ecd1de',
  ],
  [
    { dtype: 'uint8', shape: [5], data: Uint8Array.of(0, 1, 2, 3, 4) },
    'b7b25238bfcd091e399f01c1ca8e20f4edf733f96817b3e44cf974be24b9042c',
  ],
  [
    { dtype: 'int32', shape: [0, 75], data: new Int32Array(0) },
    '7c14f2b37ea59c6aaf945f93fa990ec89d04d7726e21f5205b173bb721a211ff',
  ],
  [
    { dtype: 'float32', shape: [], data: Float32Array.of(0.5) },
    'f6f19fc81a7243330acb879fceb09956252191f875ec804cca18e45d1252fe46',
  ],
  [
    { dtype: 'int32', shape: [1, 3, 2, 2], data: Int32Array.from({ length: 12 }, (_, i) => i - 6) },
    'f8ce6a2af3e8e125bbb493d45baf7f62ed2b9d15193082c48c666effbd3f7f3a',
  ],
  [
    // [[0, 1], [-2, 65504], [infinity, 2^-24]]
    { dtype: 'float16', shape: [3, 2], data: Uint16Array.of(0, 0x3c00, 0xc000, 0x7bff, 0x7c00, 1) },
    'e50bb6ac46bcf0bf35d055a1f7c8abee629267b01eee4289dbb2b570ed82c77f',
  ],
];

test.each(ARRAYS)('writes the bytes of numpy.save and reads them: %j', async (array, sha256) => {
  expect(digest(npyBytes(array))).toBe(sha256);
  await inTempFolder(async (folder) => {
    const file = join(folder, 'a.npy');
    await writeNpy(file, array);
    expect(await readNpy(file)).toEqual(array);
  });
});

test('writes a view without the memory around it', () => {
  const data = Uint8Array.of(9, 1, 2, 9).subarray(1, 3);
  expect([...npyBytes({ dtype: 'uint8', shape: [2], data }).subarray(-2)]).toEqual([1, 2]);
});

test('refuses data that does not fill its shape', () => {
  expect(() => npyBytes({ dtype: 'uint8', shape: [3], data: new Uint8Array(2) })).toThrow(RangeError);
});

test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
  ['an empty file', () => Buffer.alloc(0), /another format/],
  ['text', () => Buffer.from('not an array at all'), /another format/],
  ['a truncated file', (bytes) => bytes.subarray(0, -1), /23 bytes of data for shape \[2,3\], which has 24/],
  ['a longer file', (bytes) => Buffer.concat([bytes, Buffer.of(0)]), /25 bytes/],
  ['half a header', (bytes) => bytes.subarray(0, 60), /a damaged header/],
  ['doubles', (bytes) => Buffer.from(bytes.toString('latin1').replace('<f4', '<f8'), 'latin1'), /type <f8/],
  ['Fortran order', (b) => Buffer.from(b.toString('latin1').replace('False', 'True '), 'latin1'), /Fortran order/],
])('refuses %s', async (_, spoil, message) => {
  await inTempFolder(async (folder) => {
    const file = join(folder, 'a.npy');
    await writeNpy(file, ARRAYS[0][0]);
    writeFileSync(file, spoil(readFileSync(file)));
    await expect(readNpy(file)).rejects.toThrow(aProblem(message));
  });
});

test('refuses a missing file', async () => {
  await expect(readNpy('/nowhere/a.npy')).rejects.toThrow(aProblem(/no readable file/));
});
