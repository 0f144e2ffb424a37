import { closeSync, openSync, readSync, writeSync } from 'node:fs';

// Addresses and lengths are 8 bytes here; numbers beyond 2^53 do not occur.
const MESSAGE = { modificationTime: 0x12, continuation: 0x10, symbolTable: 0x11 };

/**
 * Sets the modification time of every object of an HDF5 file to 0 (1970-01-01), so that equal contents are equal bytes.
 * HDF5 would leave the times out if `H5Pset_obj_track_times` said so, but h5wasm has no way to call it.
 *
 * Walks the file as the HDF5 File Format Specification describes it: superblock (II.A), object headers of version 1
 * (IV.A.1.a), symbol tables (III.A, III.B). A header of version 1 carries no checksum, so the edit is legal.
 * @param file written with the lower bound `libver: 'earliest'`, which is what gives these versions
 * @throws when it meets another version
 * @see https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
 */
export function blankHdf5Times(file: string): void {
  const fd = openSync(file, 'r+');
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    if (readSync(fd, bytes, 0, length, at) !== length) throw new Error(`${file}: ends within an object header`);
    return bytes;
  };
  const address = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));
  const expect = (ok: boolean, what: string): void => {
    if (!ok) throw new Error(`${file}: not ${what} of the form that HDF5 calls earliest`);
  };

  /** A group's objects: a B-tree whose leaves are symbol nodes. */
  const visitGroup = (at: number): void => {
    const head = read(at, 24);
    if (head.toString('latin1', 0, 4) === 'SNOD') {
      const count = head.readUInt16LE(6);
      const entries = read(at + 8, 40 * count);
      for (let i = 0; i < count; i++) visitObject(address(entries, 40 * i + 8));
      return;
    }
    expect(head.toString('latin1', 0, 4) === 'TREE' && head[4] === 0, 'a group');
    const count = head.readUInt16LE(6);
    const children = read(at + 24, 16 * count);
    for (let i = 0; i < count; i++) visitGroup(address(children, 16 * i + 8));
  };

  const visitMessages = (at: number, length: number): void => {
    const bytes = read(at, length);
    for (let i = 0; i + 8 <= length; i += 8 + bytes.readUInt16LE(i + 2)) {
      const type = bytes.readUInt16LE(i);
      const data = i + 8;
      if (type === MESSAGE.modificationTime) writeSync(fd, Buffer.alloc(4), 0, 4, at + data + 4);
      if (type === MESSAGE.continuation) visitMessages(address(bytes, data), address(bytes, data + 8));
      if (type === MESSAGE.symbolTable) visitGroup(address(bytes, data));
    }
  };

  const visitObject = (at: number): void => {
    const head = read(at, 16);
    expect(head[0] === 1, 'an object header');
    visitMessages(at + 16, head.readUInt32LE(8));
  };

  try {
    const superblock = read(0, 96);
    expect(superblock[8] === 0 && superblock[13] === 8 && superblock[14] === 8, 'a superblock');
    visitObject(address(superblock, 64));
  } finally {
    closeSync(fd);
  }
}
