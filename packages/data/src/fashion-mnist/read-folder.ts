import { join } from 'node:path';
import { gunzipBounded } from '../formats/gunzip-bounded';
import { Problem, readBounded } from '@reprise/base';
import { FASHION_MNIST, verifyFashionMnistFile, type FashionMnistFile } from './files';

/** Decompressed IDX files, header included, by {@link FashionMnistFile.name}. */
export type IdxFiles = Record<string, Buffer>;

/** Bytes of the largest file, 60,000 images, and some more, with which a wrong one is told apart by its shape. */
const MOST = 60_000 * 784 + 1000;

/** Decompresses `bytes` if they are gzip. @throws Problem when they are broken gzip, or hold more than the data set does */
export async function plain(bytes: Buffer, where: string): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return gunzipBounded(bytes, MOST).catch((cause: unknown) => {
    const todo = 'Fetch the file again.';
    throw new Problem({ where, expected: 'a whole gzip file', found: String(cause), todo }, { cause });
  });
}

/** Reads and verifies one file, gzipped or not. @throws Problem as {@link verifyFashionMnistFile} */
export async function readFashionMnistFile(path: string, file: FashionMnistFile): Promise<Buffer> {
  const bytes = await plain(await readBounded(path, MOST), path);
  verifyFashionMnistFile(bytes, file, path);
  return bytes;
}

/**
 * Reads the four files of a folder, each plain or as `.gz`, and verifies them.
 * @throws Problem when one is missing or not the published data
 */
export async function readFashionMnistFolder(folder: string): Promise<IdxFiles> {
  const files: IdxFiles = {};
  for (const file of FASHION_MNIST) {
    const path = join(folder, file.name);
    files[file.name] = await readFashionMnistFile(path, file)
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined) throw error;
        return readFashionMnistFile(`${path}.gz`, file);
      })
      .catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === undefined) throw cause;
        const todo = `Put ${file.name} or ${file.name}.gz there.`;
        const found = cause.code === 'ENOENT' ? 'no such file' : cause.code;
        throw new Problem({ where: path, expected: 'a file, plain or .gz', found, todo }, { cause });
      });
  }
  return files;
}
