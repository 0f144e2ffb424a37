import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { digest, inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { readCompressedList, urlRows } from './url-rows';

test('returns all rows in the files’ order', async () => {
  const { urls, malicious } = await urlRows();
  expect(urls.length).toBe(67352);
  expect(malicious.length).toBe(67352);
  expect(malicious.findIndex((value) => value === 1)).toBe(66056);
  expect(malicious.reduce((sum, value) => sum + value, 0)).toBe(1296);
  // wc, head and tail of the two files; grep counts 41 rows with #.
  expect(urls.slice(0, 66056).filter((url) => url.startsWith('#')).length).toBe(41);
  expect([urls[0], urls[66055], urls[66056], urls[67351]]).toEqual([
    '.0.blogger.gmodules.com',
    '.zeustracker.abuse.ch',
    '.1337x.pl',
    '.zzbuckettownrock.com',
  ]);
});

test.each<[string, Buffer, RegExp]>([
  ['an empty list', gzipSync(''), /expected digest/],
  ['a different list', gzipSync('a.com\n'), /expected digest/],
  ['plain text', Buffer.from('a.com\n'), /a gzipped list/],
  ['a truncated file', readFileSync(join(__dirname, 'malicious-urls.txt.gz')).subarray(0, 5000), /a gzipped list/],
])('refuses %s', (_, bytes, message) =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'list.gz');
    writeFileSync(path, bytes);
    await expect(readCompressedList(path, digest('b.com\n'))).rejects.toThrow(aProblem(message));
  }),
);

test('refuses a missing list', async () => {
  await expect(urlRows('/nowhere')).rejects.toThrow(aProblem(/no readable file.*git checkout/));
});

test('keeps rows unchanged, with or without a final line feed', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'list.gz');
    const rows = ['#a.com', ' b.com ', '', '"c,d".com', 'e\r'];
    for (const text of [rows.join('\n'), `${rows.join('\n')}\n`]) {
      writeFileSync(path, gzipSync(text));
      expect(await readCompressedList(path, digest(text))).toEqual(rows);
    }
  }));
