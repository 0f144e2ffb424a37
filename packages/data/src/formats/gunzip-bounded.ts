import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const inflate = promisify(gunzip);

/**
 * Decompresses gzip, and no more than `most` bytes of it: a thousand times that may be in a small file.
 * @throws what zlib says when they are broken, or hold more
 */
export const gunzipBounded = (bytes: Buffer, most: number): Promise<Buffer> =>
  inflate(bytes, { maxOutputLength: most });
