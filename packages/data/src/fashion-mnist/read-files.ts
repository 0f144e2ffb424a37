import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkDigest, digest, Problem, readBounded } from '@reprise/base';
import { gunzipBounded } from '../formats/gunzip-bounded';
import { sizeOfShape } from '../formats/size-of-shape';
import DATA_PINS from '../pins.json';
import type { Files } from '../sources/fetch-cached';
import { readIdx } from './read-idx';

/**
 * The files of the data set, as its authors name them, without `.gz`. The digests are of the values without the IDX
 * header, since the files' compression varies.
 */
export const FASHION_MNIST = DATA_PINS.fashionMnist.files;
type FashionMnistFile = (typeof FASHION_MNIST)[number];

/** The bytes of the largest file and some more, so that the shape of a wrong file can be reported. */
const MOST = sizeOfShape(FASHION_MNIST[0].shape) + 1000;
const ADVICE = 'Download the file again, or use another source.';

/** Decompresses `bytes` if they are gzip. @throws Problem if they are damaged or too large */
export async function decompress(bytes: Buffer, where: string): Promise<Buffer> {
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return gzipped ? gunzipBounded(bytes, where, MOST, { expected: 'a complete gzip file', todo: ADVICE }) : bytes;
}

/** Reads and verifies one file, gzipped or not. @throws Problem if it is missing or not the published data */
export async function readFashionMnistFile(path: string, { name, shape, sha256 }: FashionMnistFile): Promise<Buffer> {
  const wanted = { expected: `${name}, plain or .gz`, todo: `Put ${name} or ${name}.gz there.` };
  const bytes = await decompress(await readBounded(path, MOST, wanted), path);
  const idx = readIdx(bytes, path);
  if (idx.shape.join() !== shape.join())
    throw new Problem({ where: path, expected: `shape [${shape}]`, found: `[${idx.shape}]`, todo: ADVICE });
  checkDigest(path, digest(idx.data), sha256, ADVICE);
  return bytes;
}

/**
 * Reads and verifies the four files of a folder, each plain or as `.gz`.
 * @returns decompressed IDX files with their headers, by {@link FASHION_MNIST}'s names
 * @throws Problem if one is missing or not the published data
 */
export async function readFashionMnistFolder(folder: string): Promise<Files> {
  const files: Files = {};
  for (const file of FASHION_MNIST) {
    const path = join(folder, file.name);
    files[file.name] = await readFashionMnistFile(
      existsSync(`${path}.gz`) && !existsSync(path) ? `${path}.gz` : path,
      file,
    );
  }
  return files;
}
