import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Pins } from '../pins';

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A zip whose members are stored as they are (PKWARE's APPNOTE.TXT, 4.3). */
export function storedZip(members: Record<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(members)) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0); // version needed
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, rest, Buffer.from(name)]));
    bodies.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06'), end]);
}

const MEMBERS = {
  'tensorflow/libtensorflow_cc.so.2': Buffer.from('the library'),
  'tensorflow/libtensorflow_framework.so.2': Buffer.from('its framework'),
  'tensorflow/include/tensorflow/c/c_api.h': Buffer.from('// a header\n'),
  'tensorflow/python/large.py': Buffer.from('what is not wanted'),
};
const LIBRARIES = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'] as const;

/** A wheel of a few bytes. */
export const fakeWheel = (): Buffer => storedZip(MEMBERS);

/** The pins that it meets. */
export const fakePins = (): Pins => ({
  wheel: {
    tensorflow: '9.9.9',
    kind: 'cpu',
    requirement: 'tensorflow-cpu==9.9.9',
    platform: 'any',
    python: '311',
    downloadBytes: 1000,
    libraries: LIBRARIES.map((member) => ({ member, bytes: MEMBERS[member].length, sha256: sha256(MEMBERS[member]) })),
    headers: ['tensorflow/c/c_api.h'],
    headersSha256: sha256(`${sha256(MEMBERS['tensorflow/include/tensorflow/c/c_api.h'])}\n`),
  },
  tarball: {
    tensorflow: '8.8.8',
    kind: 'cpu',
    url: 'http://127.0.0.1:1/none.tar.gz',
    sha256: '0'.repeat(64),
    downloadBytes: 1000,
    libraryBytes: 1000,
    libraries: ['libtensorflow.so.2'],
  },
});
