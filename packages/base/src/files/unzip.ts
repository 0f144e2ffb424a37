import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as yauzl from 'yauzl';
import { asProblem } from '../errors/as-problem';
import { Problem } from '../errors/problem';

/**
 * Streams members of a zip (a wheel is one) to disk.
 * @param target where a member goes, or undefined to pass over it
 * @param most bytes that the members which are written may have, all together
 * @returns the names that were written
 * @throws Problem when the file is no zip, a member does not unpack to its size (yauzl checks names and sizes), or there is
 * more in it than belongs there; what was written until then stays, so let it go to a folder that you remove
 */
export async function unzip(
  zip: string,
  target: (member: string) => string | undefined,
  most: number,
): Promise<string[]> {
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where: basename(zip), expected, found, todo: 'Fetch it again.' }, { cause });
  const broken = (cause: unknown): Problem => problem('a complete zip file', String(cause), cause);
  const asOurs = (error: unknown): unknown => (asProblem(error) === undefined ? broken(error) : error); // a full disk is not the zip's fault
  const archive = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.open(zip, { lazyEntries: true }, (error, opened) => (error ? reject(broken(error)) : resolve(opened))),
  );
  const written: string[] = [];
  let bytes = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      const write = async (entry: yauzl.Entry, to: string): Promise<void> => {
        bytes += entry.uncompressedSize;
        if (bytes > most) throw problem(`at most ${most} bytes to unpack`, `${bytes}`);
        await mkdir(dirname(to), { recursive: true });
        const stream = await new Promise<Readable>((ok, no) =>
          archive.openReadStream(entry, (error, opened) => (error ? no(broken(error)) : ok(opened))),
        );
        // Where writing fails first, what the member has to say comes after pipeline has turned away: it would end the process.
        stream.on('error', () => undefined);
        try {
          await pipeline(stream, createWriteStream(to));
        } finally {
          stream.destroy(); // a name that no file can have is refused before pipeline has the stream
        }
        written.push(entry.fileName);
      };
      archive.on('error', (error: unknown) => reject(broken(error)));
      archive.on('end', resolve);
      archive.on('entry', (entry: yauzl.Entry) => {
        const to = target(entry.fileName);
        if (to === undefined) archive.readEntry();
        else
          write(entry, to).then(
            () => archive.readEntry(),
            (error: unknown) => reject(asOurs(error)),
          );
      });
      archive.readEntry();
    });
  } finally {
    archive.close();
  }
  return written;
}
