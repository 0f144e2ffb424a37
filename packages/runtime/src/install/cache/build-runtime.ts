import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkSpace } from '../disk-space';
import type { Settings } from '../options';
import { filesOf, type LibraryPin, placeOf } from '../sources/pins';
import { unpackMembers } from '../sources/unpack-members';
import { chooseSource } from '../sources/wheel-source';
import { runtimeKey } from './runtime-info';
import { RECORD, type RuntimeRecord, writeRecord } from './runtime-record';

/**
 * Unpacks a runtime beside its final folder, which it then replaces. The caller holds the lock.
 * @throws Problem as {@link ensureRuntime}; the unfinished folder is removed
 */
export async function buildRuntime(folder: string, pin: LibraryPin, { env, log }: Settings): Promise<RuntimeRecord> {
  const source = await chooseSource(pin, env);
  const members = filesOf(pin);
  const unpacked = members.reduce((sum, { bytes }) => sum + bytes, 0);
  await checkSpace(folder, source.downloadBytes + unpacked);

  // A fixed name, so that the next process removes what a killed one left.
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    await mkdir(partial, { recursive: true });
    log(`Installing TensorFlow: ${source.name}`);
    // One wheel at a time needs the least disk space.
    for (const wheel of [pin, ...pin.cuda])
      await source.withWheel(wheel, join(partial, 'download'), (path) =>
        unpackMembers({
          wheel: path,
          label: `Unpacking ${wheel.requirement}`,
          files: 'files' in wheel ? wheel.files : wheel.libraries,
          folder: partial,
          todo: source.todo(wheel),
        }),
      );
    const digests = Object.fromEntries(members.map((member) => [placeOf(member), member.sha256]));
    const names = Object.keys(digests);
    const record = {
      tensorflow: pin.tensorflow,
      kind: pin.kind,
      source: source.name,
      sha256: runtimeKey(pin),
      library: names.find((name) => basename(name).startsWith('libtensorflow_cc.')) as string,
    };
    const written = await writeRecord(partial, record, digests);
    for (const name of [...names, RECORD]) await flush(join(partial, name));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await flush(dirname(folder));
    return written;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Writes a file or folder to the disk: a renamed folder must not lose its content in a power cut. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
