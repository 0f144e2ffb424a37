// Known hostile inputs and their error messages. `reliability:fuzz` generates more.
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decompress } from './fashion-mnist/read-files';
import { readIdx } from './fashion-mnist/read-idx';
import { checkManifest, digest, inTempFolder, Problem, readBounded, unzip } from '@reprise/base';
import { readNpy } from './formats/npy';
import { aProblem, type ZipMember, zipOf } from '@reprise/base/testing';
import { idxOf } from './testing/idx-of';
import { smallH5 } from './testing/small-h5';
import { readCompressedList } from './urls/lists/url-rows';
import { registeredDomain } from './urls/split/registered-domain';
import { tokenize } from './urls/tokenize';
import { readVgg16H5 } from './vgg16/read-h5';

describe('IDX', () => {
  test.each<[string, Buffer, RegExp]>([
    [
      'sizes beyond 2^53',
      idxOf([0xffffffff, 0xffffffff, 0xffffffff]),
      /values for \[4294967295,4294967295,4294967295\]/,
    ],
    ['255 missing dimensions', Buffer.of(0, 0, 8, 255), /expected 255 dimensions, found 4 bytes/],
    ['no dimension', Buffer.of(0, 0, 8, 0), /expected 0 dimensions/],
    ['doubles', Buffer.of(0, 0, 14, 1, 0, 0, 0, 0), /the magic number 0x000008…, found 0x00000e01/],
  ])('%s', (_, bytes, message) => expect(() => readIdx(bytes)).toThrow(aProblem(message)));
});

describe('gzip', () => {
  test('100 MB of zeros in 97 kB are not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    await expect(decompress(bomb, 'x.gz')).rejects.toThrow(
      aProblem(/a complete gzip file, found RangeError.*47041000/),
    );
    await inTempFolder(async (folder) => {
      writeFileSync(join(folder, 'list.gz'), bomb);
      const reading = readCompressedList(join(folder, 'list.gz'), 'a'.repeat(64));
      await expect(reading).rejects.toThrow(aProblem(/a gzipped list of URLs, found RangeError/));
    });
  });
});

describe('zip', () => {
  const text = Buffer.from('evil');
  const member = (name: string, more: Partial<ZipMember> = {}): Buffer =>
    zipOf([{ name, data: text, deflated: false, ...more }]);
  const zeros = Buffer.alloc(20_000_000);
  test.each<[string, Buffer, RegExp]>([
    ['a name with ..', member('../../evil'), /invalid relative path: \.\.\/\.\.\/evil/],
    ['a name with .. in the middle', member('a/../../evil'), /invalid relative path/],
    ['an absolute name', member('/tmp/evil'), /absolute path: \/tmp\/evil/],
    ['a drive', member('C:/evil'), /absolute path: C:\/evil/],
    ['a name with ..\\', member('..\\evil'), /invalid relative path|invalid characters in fileName/],
    [
      '20 MB of zeros in 20 kB',
      member('x', { data: zeros, deflated: true }),
      /at most 1000 bytes to unpack, found 20000000/,
    ],
    [
      '20 MB of zeros that claim to be four bytes',
      member('x', { data: zeros, deflated: true, claims: { unpacked: 4 } }),
      /too many bytes/,
    ],
    [
      'fewer bytes than it claims',
      member('x', { claims: { unpacked: 9, packed: 4 } }),
      /compressed\/uncompressed size mismatch/,
    ],
    ['encrypted', member('x', { deflated: true, claims: { flags: 0x801 } }), /encrypted/],
    ['an unknown method', member('x', { claims: { method: 99 } }), /unsupported compression method: 99/],
    ['a name of 300 characters', member('n'.repeat(300)), /ENAMETOOLONG/],
    [
      'a file and a folder of one name',
      zipOf(['a', 'a/b'].map((name) => ({ name, data: text, deflated: false }))),
      /EEXIST|ENOTDIR/,
    ],
  ])('%s', (_, bytes, message) =>
    inTempFolder(async (parent) => {
      const folder = join(parent, 'a', 'b');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'x.zip'), bytes);
      const unzipping = unzip(join(folder, 'x.zip'), (name) => join(folder, 'out', name), 1000);
      await expect(unzipping).rejects.toThrow(aProblem(message));
      expect(existsSync(join(parent, 'evil')) || existsSync(join(parent, 'a', 'evil'))).toBe(false);
    }),
  );
});

describe('npy', () => {
  const array = (dict: string, data = 0): Buffer => {
    const head = Buffer.from('\x93NUMPY\x01\x00??', 'latin1');
    head.writeUInt16LE(dict.length + 1, 8);
    return Buffer.concat([head, Buffer.from(`${dict}\n`, 'latin1'), Buffer.alloc(data)]);
  };
  const dict = (shape: string, order = 'False'): string =>
    `{'descr': '<f4', 'fortran_order': ${order}, 'shape': (${shape}), }`;
  test.each<[string, Buffer, RegExp]>([
    ['a shape beyond 2^53 without values', array(dict('99999999999999999999, 0')), /shape \(99999999999999999999, 0\)/],
    ['a product beyond 2^53', array(dict('4294967296, 4294967296')), /0 bytes of data for shape/],
    ['two commas', array(dict('1,,2'), 8), /a damaged header/],
    ['a negative size', array(dict('-1,')), /a damaged header/],
    ['an exponent', array(dict('1e3,')), /a damaged header/],
    ['an order within another name', array(dict('2,', "True, 'x': \"'fortran_order': False\""), 8), /a damaged header/],
    ['a header that is longer than the file', Buffer.from('\x93NUMPY\x01\x00\xff\xff{', 'latin1'), /a damaged header/],
  ])('%s', (_, bytes, message) =>
    inTempFolder(async (folder) => {
      writeFileSync(join(folder, 'x.npy'), bytes);
      await expect(readNpy(join(folder, 'x.npy'))).rejects.toThrow(aProblem(message));
    }),
  );
});

describe('HDF5', () => {
  test('truncated anywhere: refused; complete: read', () =>
    inTempFolder(async (folder) => {
      const whole = smallH5();
      const file = join(folder, 'x.h5');
      for (const length of [0, 7, 8, 100, 2000, 6000, whole.length - 1]) {
        writeFileSync(file, whole.subarray(0, length));
        await expect(readVgg16H5(file)).rejects.toThrow(aProblem(/expected an HDF5 file/));
      }
      writeFileSync(file, whole);
      expect(await readVgg16H5(file)).toHaveLength(13);
    }));
});

describe('manifests', () => {
  const one = digest('one');
  test.each([
    '../secret.txt',
    'below/../a.txt',
    './a.txt',
    'link.txt',
    'out/secret.txt',
    'zeros',
    '/dev/zero',
    '',
    '.',
    'a.txt\0',
    'none',
  ])('%j is not a file of the folder', (name) =>
    inTempFolder(async (parent) => {
      const folder = join(parent, 'folder');
      mkdirSync(join(folder, 'below'), { recursive: true });
      for (const file of [join(parent, 'secret.txt'), join(folder, 'a.txt')]) writeFileSync(file, 'one');
      symlinkSync(join(parent, 'secret.txt'), join(folder, 'link.txt'));
      symlinkSync(parent, join(folder, 'out'));
      symlinkSync('/dev/zero', join(folder, 'zeros'));
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ sha256: { [name]: one } }));
      await expect(checkManifest(folder, 'data:x')).rejects.toThrow(aProblem(/found no readable file/));
    }),
  );
});

describe('any file', () => {
  test('of 5 GB, a device or a folder is refused unread', () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'x');
      writeFileSync(file, '');
      truncateSync(file, 5e9); // sparse: it takes no disk space
      const wanted = { expected: 'a small file', todo: 'Do.' };
      await expect(readBounded(file, 1000, wanted)).rejects.toThrow(aProblem(/found 5000000000 bytes, more than 1000/));
      await expect(readNpy(file)).rejects.toThrow(aProblem(/found 5000000000 bytes/));
      for (const path of ['/dev/zero', folder])
        await expect(readBounded(path, 1000, wanted)).rejects.toThrow(aProblem(/found no regular file/));
    }));
});

describe('URLs', () => {
  test.each<[string, string, number[]]>([
    ['', '', []],
    ['NUL and controls', '\0a\u0007', [11]],
    ['lone surrogates', '\ud800a\udc00', [11]],
    ['markup', '<a>', [80, 11, 82]],
    ['a formula', '=1', [81, 2]],
    ['10 MB', 'a'.repeat(10_000_000), new Array<number>(75).fill(11)],
  ])('tokens of %s', (_, url, tokens) => expect([...tokenize(url)].filter((token) => token > 0)).toEqual(tokens));

  test.each([
    ['\0', '\0'],
    ['[::1]:80', '::1'],
    ['http://user:pass@a.example.com:80/@b.test', 'example.com'],
    ['\u202emoc.elgoog', '\u202emoc.elgoog'],
    [`${'a.'.repeat(500_000)}com`, 'a.com'],
  ])('the registered domain of %.30j', (url, domain) => expect(registeredDomain(url)).toBe(domain));
});

describe('a message', () => {
  test.each([
    ['a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['\u009b2J', '\\u009b2J'],
    ['\u202eexe.txt', '\\u202eexe.txt'],
    ['a\nb\tc', 'a\nb\tc'],
    ['\u{e0041}', '\\udb40\\udc41'],
  ])('shows %j as text', (found, shown) =>
    expect(new Problem({ where: 'x', expected: 'y', found, todo: 'z' }).parts.found).toBe(shown),
  );

  test('of ten megabytes is truncated', () => {
    const { message } = new Problem({ where: 'x', expected: 'y', found: 'a'.repeat(10_000_000), todo: 'z' });
    expect(message).toMatch(/^x: expected y, found a{4000}… \(10000000 characters\)\. z$/);
  });
});
