import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as yauzl from 'yauzl';
import { asProblem } from '../errors/as-problem';
import { Problem } from '../errors/problem';

/** The part of yauzl that returns promises, which its typings lack. */
interface Archive {
  eachEntry(): AsyncIterable<yauzl.Entry>;
  openReadStreamPromise(entry: yauzl.Entry): Promise<Readable>;
  close(): void;
}
const { openPromise } = yauzl as unknown as { openPromise(path: string): Promise<Archive> };

/**
 * Streams members of a zip archive, such as a wheel, to disk.
 * @param target returns the path for a member, or undefined to skip it
 * @param most the most bytes that all written members may have together
 * @returns the names of the written members
 * @throws Problem if the file is not a zip archive, a member is damaged or has an unsafe name, or the members are too
 * large. Members written before the error stay: write to a folder that you remove.
 */
export async function unzip(
  zip: string,
  target: (member: string) => string | undefined,
  most: number,
): Promise<string[]> {
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where: basename(zip), expected, found, todo: 'Download it again.' }, { cause });
  const written: string[] = [];
  let bytes = 0;
  let archive: Archive | undefined;
  try {
    archive = await openPromise(zip);
    for await (const entry of archive.eachEntry()) {
      const to = target(entry.fileName);
      if (to === undefined) continue;
      bytes += entry.uncompressedSize;
      if (bytes > most) throw problem(`at most ${most} bytes to unpack`, `${bytes}`);
      await mkdir(dirname(to), { recursive: true });
      const stream = await archive.openReadStreamPromise(entry);
      // If writing fails first, an error of the stream comes after pipeline has stopped listening and would end the process.
      stream.on('error', () => undefined);
      try {
        await pipeline(stream, createWriteStream(to));
      } finally {
        stream.destroy(); // createWriteStream throws at an invalid path before pipeline takes the stream over
      }
      written.push(entry.fileName);
    }
  } catch (error) {
    // A full disk is not the archive's fault.
    throw asProblem(error) === undefined ? problem('a complete zip file', String(error), error) : error;
  } finally {
    archive?.close();
  }
  return written;
}
