import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../errors/problem';

export type Algorithm = 'sha256' | 'md5';

/** Digest of bytes in memory, in lower-case hex. */
export const digest = (bytes: string | NodeJS.ArrayBufferView, algorithm: Algorithm = 'sha256'): string =>
  createHash(algorithm).update(bytes).digest('hex');

/** Digest of a file, read as a stream, in lower-case hex. */
export async function fileDigest(file: string, algorithm: Algorithm = 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * @param where names what was digested, in the error
 * @param todo what to do about it, for the error
 * @throws Problem when `found` is not `expected`
 */
export function checkDigest(where: string, found: string, expected: string, todo: string): void {
  if (found !== expected) throw new Problem({ where, expected: `digest ${expected}`, found, todo });
}
