import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { checkDigest, fileDigest, Problem, unzip } from '@reprise/data';
import type { WheelPin } from './pins';
import type { Unpacked } from './source';
import { watchGrowth } from './watch-growth';

const INCLUDE = 'tensorflow/include/';

/**
 * Streams libraries and headers out of a wheel and verifies them.
 * @throws Problem when the file is no zip or not the wheel that is pinned
 */
export async function unpackWheel(wheel: string, pin: WheelPin, folder: string, todo: string): Promise<Unpacked> {
  const places = new Map<string, string>();
  for (const { member } of pin.libraries) places.set(member, join(folder, basename(member)));
  for (const header of pin.headers) places.set(INCLUDE + header, join(folder, 'include', header));
  const total = pin.libraries.reduce((sum, library) => sum + library.bytes, 0);
  const libraryFiles = [...places.values()].slice(0, pin.libraries.length);

  const written = await watchGrowth(`Unpacking TensorFlow ${pin.tensorflow}`, libraryFiles, total, () =>
    unzip(wheel, (member) => places.get(member)),
  );
  const lacking = [...places.keys()].find((member) => !written.includes(member));
  if (lacking !== undefined) {
    throw new Problem({ where: basename(wheel), expected: `a wheel that holds ${lacking}`, found: 'none', todo });
  }

  const digests = await Promise.all(
    pin.libraries.map(async ({ member, sha256 }) => {
      const found = await fileDigest(join(folder, basename(member)));
      checkDigest(`${basename(wheel)}: ${member}`, found, sha256, todo);
      return [basename(member), found];
    }),
  );
  checkDigest(`${basename(wheel)}: headers`, await headersDigest(folder, pin.headers), pin.headersSha256, todo);
  return { include: join(folder, 'include'), libraries: Object.fromEntries(digests) };
}

/** sha256 over the headers' sha256 in hex, one a line, in the order of the pin. */
async function headersDigest(folder: string, headers: string[]): Promise<string> {
  const all = createHash('sha256');
  for (const header of headers) all.update(`${await fileDigest(join(folder, 'include', header))}\n`);
  return all.digest('hex');
}
