import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '@reprise/base';

const inflate = promisify(gunzip);

/**
 * Decompresses gzip.
 * @param where names the bytes in the error
 * @param most the most bytes of the result: a small file may hold a thousand times its size
 * @throws Problem if the bytes are not gzip, damaged, or hold more
 */
export const gunzipBounded = (
  bytes: Buffer,
  where: string,
  most: number,
  { expected, todo }: { expected: string; todo: string },
): Promise<Buffer> =>
  inflate(bytes, { maxOutputLength: most }).catch((cause: unknown) => {
    throw new Problem({ where, expected, found: String(cause), todo }, { cause });
  });
