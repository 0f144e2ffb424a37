import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../errors/problem';

type Algorithm = 'sha256' | 'md5';

/** The digest of bytes in memory, in lower-case hex. */
export const digest = (bytes: string | NodeJS.ArrayBufferView, algorithm: Algorithm = 'sha256'): string =>
  createHash(algorithm).update(bytes).digest('hex');

/** The digest of a file, which is streamed, in lower-case hex. */
export async function fileDigest(file: string, algorithm: Algorithm = 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * @param where names the digested bytes in the error
 * @param todo what to do about a difference, for the error
 * @throws Problem if the digests differ
 */
export function checkDigest(where: string, found: string, expected: string, todo: string): void {
  if (found !== expected) throw new Problem({ where, expected: `digest ${expected}`, found, todo });
}
