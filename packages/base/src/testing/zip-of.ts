import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip. */
export interface ZipMember {
  name: string;
  data: Buffer;
  deflated: boolean;
  /** False values for the archive's headers. */
  claims?: { crc?: number; packed?: number; unpacked?: number; flags?: number; method?: number; attributes?: number };
}

/** A zip archive, with false headers if wanted. Format: PKWARE's APPNOTE, 4.3. */
export function zipOf(members: readonly ZipMember[]): Buffer {
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

/** A zip archive of uncompressed members, such as a wheel. */
export const storedZip = (members: Record<string, string>): Buffer =>
  zipOf(Object.entries(members).map(([name, text]) => ({ name, data: Buffer.from(text), deflated: false })));
