import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileDigest, Problem } from '@reprise/base';
import { checkSpace, ELSEWHERE } from './check-space';
import { compileAddon } from './compile-addon';
import { findCompiler } from './find-tools';
import { ADDON, RECORD, type RuntimeRecord, type SeenFile } from './runtime-record';
import type { Settings } from './settings';
import type { Source } from './source';

/** Room beyond what the source needs: headers, addon, the compiler's own files. */
const SPARE_BYTES = 100_000_000;

/**
 * Builds a runtime beside its final place and moves it there as a whole. What can be known to fail is known before
 * the first byte is fetched. The caller holds the lock.
 * @throws Problem as {@link ensureRuntime}; the half-made folder is gone then
 */
export async function buildRuntime(
  folder: string,
  key: string,
  source: Source,
  { packageFolder, env, say, probe }: Settings,
): Promise<RuntimeRecord> {
  const compiler = await findCompiler(env);
  if (compiler === undefined) throw noCompiler();
  await checkSpace(folder, source.needs + SPARE_BYTES);

  // A name without a number: what a killed process left is found and removed by the next one.
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    await mkdir(partial, { recursive: true });
    say(`Putting TensorFlow in place: ${source.name}`);
    const unpacked = await source.unpack(partial);
    say(`Compiling the addon with ${compiler.version}`);
    const addon = await compileAddon(partial, unpacked, packageFolder, compiler, env);
    const version = await probe(addon, env);
    if (version !== source.pin.tensorflow) {
      const todo = 'The pin and its library disagree: this is a fault of ours, please report it.';
      throw new Problem({ where: addon, expected: `TensorFlow ${source.pin.tensorflow}`, found: version, todo });
    }
    await rm(unpacked.include, { recursive: true });

    const files: Record<string, SeenFile> = {};
    const digests = { ...unpacked.libraries, ...unpacked.loaded, [ADDON]: await fileDigest(addon) };
    for (const [name, sha256] of Object.entries(digests)) files[name] = await seenFile(join(partial, name), sha256);
    const { tensorflow, kind } = source.pin;
    const record: RuntimeRecord = {
      schema: 1,
      tensorflow,
      kind,
      source: source.name,
      compiler: compiler.version,
      sha256: key,
      files,
    };
    await writeRecord(partial, record);
    for (const name of [...Object.keys(files), RECORD]) await flush(join(partial, name));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await flush(dirname(folder));
    return record;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? noSpace(folder, error) : error;
  }
}

/** What the record says of a file whose digest was just taken. */
export async function seenFile(path: string, sha256: string): Promise<SeenFile> {
  const { size, mtimeMs } = await stat(path);
  return { bytes: size, mtimeMs, sha256 };
}

/** Writes a folder's record. */
export const writeRecord = (folder: string, record: RuntimeRecord): Promise<void> =>
  writeFile(join(folder, RECORD), JSON.stringify(record, null, 2) + '\n');

/** Waits until the disk has it: a folder that was renamed into place must not lose its content with the power. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const noCompiler = (): Problem =>
  new Problem({
    where: 'C++ compiler',
    expected: '$CXX, c++, g++ or clang++',
    found: 'none that runs',
    todo: 'Install one (Debian, Ubuntu: `apt-get install g++`; Fedora: `dnf install gcc-c++`) and run it again.',
  });

const noSpace = (folder: string, cause: unknown): Problem =>
  new Problem(
    { where: dirname(folder), expected: 'free disk space', found: 'none left', todo: `Free some, ${ELSEWHERE}.` },
    { cause },
  );
