import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '../folders/temp-folder';
import { aProblem } from '../testing/a-problem';
import { checkDigest, digest, fileDigest } from './digest';

// Of "abc": FIPS 180-2, appendix B.1, and RFC 1321, appendix A.5.
const SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const MD5 = '900150983cd24fb0d6963f7d28e17f72';

test('digests of bytes and files', () =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'x');
    writeFileSync(file, 'abc');
    expect([digest('abc'), digest('abc', 'md5')]).toEqual([SHA256, MD5]);
    expect([await fileDigest(file), await fileDigest(file, 'md5')]).toEqual([SHA256, MD5]);
  }));

test('the digest of a view leaves out the memory around it', () => {
  expect(digest(Buffer.from('xabcx').subarray(1, 4))).toBe(SHA256);
});

test('a different digest is a Problem', () => {
  expect(() => checkDigest('x', SHA256, SHA256, 'Do.')).not.toThrow();
  expect(() => checkDigest('x', MD5, SHA256, 'Do.')).toThrow(aProblem(/x: expected digest ba78.*found 9001.*Do\./));
});
