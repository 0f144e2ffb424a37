import { aProblem } from '@reprise/base/testing';
import { readIdx } from './read-idx';

// Two images of 1x3.
const BYTES = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255);

test('reads shape and values, also from the middle of a buffer', () => {
  const expected = { shape: [2, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 255) };
  expect(readIdx(BYTES)).toEqual(expected);
  expect(readIdx(Uint8Array.of(7, ...BYTES).subarray(1))).toEqual(expected);
});

const changed = (at: number, value: number): Uint8Array => BYTES.with(at, value);

test.each<[string, Uint8Array, RegExp]>([
  ['nothing', new Uint8Array(0), /an IDX header, found 0 bytes/],
  ['a page', Buffer.from('<html></html>'), /magic number 0x000008…, found 0x3c68746d/],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), /magic number/],
  ['floats', changed(2, 0x0d), /found 0x00000d03/],
  ['no dimensions', changed(3, 0), /0 dimensions/],
  ['half a header', BYTES.subarray(0, 15), /3 dimensions, found 15 bytes/],
  ['a truncated file', BYTES.subarray(0, -1), /file: expected 6 values for \[2,1,3\], found 5: row 1 is incomplete/],
  ['a longer file', Uint8Array.of(...BYTES, 0), /found 7/],
  ['a shape beyond its data', changed(4, 255), /found 6: row 2 is incomplete/],
])('refuses %s', (_, bytes, message) => {
  expect(() => readIdx(bytes, 'file')).toThrow(aProblem(message));
});
