import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { unzip } from '../../files/unzip';
import { mutatedBytes, hostileText, fuzzTarget } from '../fuzz';
import { zipOf } from '../zip-of';

const TEXT = Buffer.from('one'.repeat(200));
const VALID = zipOf([
  { name: 'a/one.txt', data: TEXT, deflated: true },
  { name: 'two.txt', data: Buffer.from('two'), deflated: false },
  { name: 'empty', data: Buffer.alloc(0), deflated: false },
]);
/** 50 MB of zeros in 48 kB: more than {@link MOST}. */
const ZEROS = Buffer.alloc(50_000_000);
const BOMB = zipOf([{ name: 'bomb', data: ZEROS, deflated: true }]);
const LYING_BOMB = zipOf([{ name: 'bomb', data: ZEROS, deflated: true, claims: { unpacked: 100 } }]);

const NAMES = [
  '../evil',
  '../../../../evil',
  '../secret.txt',
  '../../../../secret.txt',
  'a/../../../../../evil',
  '/tmp/evil',
  '..\\..\\evil',
  'C:\\evil',
  'C:/evil',
  'a//b',
  './a',
  '.',
  '..',
  '/',
  'a/',
  'a',
  'a/b',
  'a\0b',
  'a\nb',
  `${'x/'.repeat(200)}x`,
  'n'.repeat(300),
];

const integer = fc.constantFrom(0, 1, 100, 600, 0x7fffffff, 0xffffffff);
const members = fc.array(
  fc.record(
    {
      name: fc.oneof(fc.constantFrom(...NAMES), hostileText),
      data: fc.constantFrom(TEXT, Buffer.alloc(0), Buffer.from('x')),
      deflated: fc.boolean(),
      claims: fc.record(
        {
          crc: integer,
          packed: integer,
          unpacked: integer,
          flags: fc.constantFrom(0, 1, 8, 0x800, 0xffff),
          method: fc.constantFrom(0, 8, 9, 12, 99),
          // A symbolic link, a device, a folder.
          attributes: fc.constantFrom(0, 0xa1ff0000, 0x21ff0000, 0x41ff0000),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['name', 'data', 'deflated'] },
  ),
  { maxLength: 4 },
);

/** The most bytes to unpack. */
const MOST = 1_000_000;

export default fuzzTarget({
  name: 'zip archives and wheels',
  input: fc.record({
    zip: fc.oneof(
      { weight: 20, arbitrary: mutatedBytes(VALID) },
      { weight: 20, arbitrary: members.map(zipOf) },
      { weight: 1, arbitrary: fc.constantFrom(BOMB, LYING_BOMB) },
    ),
    // Whether the target keeps the member's folders.
    whole: fc.boolean(),
  }),
  async read({ zip, whole }, { folder }) {
    const file = join(folder, 'x.zip');
    writeFileSync(file, zip);
    const target = (member: string): string | undefined =>
      whole ? join(folder, member) : member.includes('\0') ? undefined : join(folder, 'out', basename(member) || 'x');
    const written = await unzip(file, target, MOST);
    if (new Set(written).size > 4) throw new Error(`${written.length} members`);
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      const seen = lstatSync(join(folder, name));
      if (!seen.isFile() && !seen.isDirectory()) throw new Error(`${name} is no file`);
      if (seen.isFile() && seen.size > MOST && name !== 'x.zip') throw new Error(`${seen.size} bytes`);
    }
    if (zip === VALID && whole && !readFileSync(join(folder, 'a/one.txt')).equals(TEXT)) throw new Error('other text');
  },
});
