import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '@reprise/base';
import { checkSpace, ELSEWHERE } from './check-space';
import type { Settings } from './options';
import { runtimeKey } from './runtime-info';
import { RECORD, type RuntimeRecord, type SeenFile } from './runtime-record';
import { filesOf, type LibraryPin, placeOf } from './sources/pins';
import { unpackMembers } from './sources/unpack-members';
import { chooseSource } from './sources/wheel-source';

/**
 * Unpacks a runtime beside its final place and moves it there as a whole. The caller holds the lock.
 * @throws Problem as {@link ensureRuntime}; the half-made folder is gone then
 */
export async function buildRuntime(folder: string, pin: LibraryPin, { env, say }: Settings): Promise<RuntimeRecord> {
  const source = await chooseSource(pin, env);
  const members = filesOf(pin);
  const unpacked = members.reduce((sum, { bytes }) => sum + bytes, 0);
  await checkSpace(folder, source.downloadBytes + unpacked);

  // A fixed name: the next process finds and removes what a killed one left.
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    await mkdir(partial, { recursive: true });
    say(`Putting TensorFlow in place: ${source.name}`);
    // One wheel at a time: at worst the largest lies beside what was unpacked.
    for (const wheel of [pin, ...pin.cuda]) {
      const files = 'files' in wheel ? wheel.files : wheel.libraries;
      await source.withWheel(wheel, join(partial, 'download'), (path) =>
        unpackMembers({
          wheel: path,
          label: `Unpacking ${wheel.requirement}`,
          files,
          folder: partial,
          todo: source.otherwise(wheel),
        }),
      );
    }
    const files: Record<string, SeenFile> = {};
    for (const member of members)
      files[placeOf(member)] = await seenFile(join(partial, placeOf(member)), member.sha256);
    const record: RuntimeRecord = {
      schema: 2,
      tensorflow: pin.tensorflow,
      kind: pin.kind,
      source: source.name,
      sha256: runtimeKey(pin),
      library: Object.keys(files).find((name) => basename(name).startsWith('libtensorflow_cc.')) as string,
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

/** Waits until it is on the disk: a folder that was renamed into place must not lose its content in a power cut. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const noSpace = (folder: string, cause: unknown): Problem =>
  new Problem(
    { where: dirname(folder), expected: 'free disk space', found: 'none left', todo: `Free some, ${ELSEWHERE}.` },
    { cause },
  );
