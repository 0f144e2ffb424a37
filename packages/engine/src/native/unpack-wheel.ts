import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { checkDigest, fileDigest } from '@reprise/base';
import type { WheelPin } from './pins';
import { unpackMembers } from './unpack-members';

const INCLUDE = 'tensorflow/include/';

/**
 * Streams TensorFlow's libraries and headers out of its wheel and verifies them.
 * @returns the libraries' digests
 * @throws Problem when the file is no zip or not the wheel that is pinned
 */
export async function unpackWheel(
  wheel: string,
  pin: WheelPin,
  folder: string,
  todo: string,
): Promise<Record<string, string>> {
  const headers = new Map(pin.headers.map((header) => [INCLUDE + header, join(folder, 'include', header)]));
  const label = `Unpacking TensorFlow ${pin.tensorflow}`;
  const libraries = await unpackMembers({ wheel, label, files: pin.libraries, folder, todo, unverified: headers });
  checkDigest(`${basename(wheel)}: headers`, await headersDigest([...headers.values()]), pin.headersSha256, todo);
  return libraries;
}

/** sha256 over the headers' sha256 in hex, one a line, in the order of the pin. */
async function headersDigest(headers: string[]): Promise<string> {
  const all = createHash('sha256');
  for (const header of headers) all.update(`${await fileDigest(header)}\n`);
  return all.digest('hex');
}
