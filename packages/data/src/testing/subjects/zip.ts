import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { unzip } from '../../files/unzip';
import { mutatedBytes, nastyText, subject } from '../fuzz';

interface Member {
  name: string;
  data: Buffer;
  deflated: boolean;
  /** What the zip says of it, where it lies. */
  claims?: { crc?: number; packed?: number; unpacked?: number; flags?: number; method?: number; attributes?: number };
}

/** A zip, whatever it says of its members. Format: PKWARE's APPNOTE, 4.3. */
function zipOf(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflated, claims = {} } of members) {
    const [path, body] = [Buffer.from(name), deflated ? deflateRawSync(data) : data];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(claims.flags ?? 0x800, 2);
    common.writeUInt16LE(claims.method ?? (deflated ? 8 : 0), 4);
    common.writeUInt32LE(claims.crc ?? crc32(data), 10);
    common.writeUInt32LE(claims.packed ?? body.length, 14);
    common.writeUInt32LE(claims.unpacked ?? data.length, 18);
    common.writeUInt16LE(path.length & 0xffff, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(claims.attributes ?? 0, 6);
    tail.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, body]);
    centrals.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, tail, path);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}

const TEXT = Buffer.from('one'.repeat(200));
const VALID = zipOf([
  { name: 'a/one.txt', data: TEXT, deflated: true },
  { name: 'two.txt', data: Buffer.from('two'), deflated: false },
  { name: 'empty', data: Buffer.alloc(0), deflated: false },
]);
/** 50 MB of zeros in 48 kB: far more than is allowed below. */
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
      name: fc.oneof(fc.constantFrom(...NAMES), nastyText),
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

/** Bytes that may be unpacked here. */
const MOST = 1_000_000;

export default subject({
  name: 'zip archives and wheels',
  input: fc.record({
    zip: fc.oneof(
      { weight: 20, arbitrary: mutatedBytes(VALID) },
      { weight: 20, arbitrary: members.map(zipOf) },
      { weight: 1, arbitrary: fc.constantFrom(BOMB, LYING_BOMB) },
    ),
    // By its base name, as the wheel's model is found, or by the whole one.
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
