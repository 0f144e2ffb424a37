import { constants, existsSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileDigest, Problem, withLock } from '@reprise/base';
import { buildRuntime, seenFile, writeRecord } from './build-runtime';
import { linkRuntime } from './link-runtime';
import type { Settings } from './options';
import { infoOf, runtimeFolder, type RuntimeInfo, runtimeKey, runtimeLink } from './runtime-info';
import { looksWhole, readRecord, type RuntimeRecord } from './runtime-record';
import type { LibraryPin } from './sources/pins';

/** The slow half of {@link ensureRuntime}: verifies what the cache has, or unpacks a wheel into it, then links it. */
export async function placeRuntime(pin: LibraryPin, settings: Settings): Promise<RuntimeInfo> {
  const { cache, packageFolder, say } = settings;
  const root = join(cache, 'tensorflow');
  await checkWritable(root);
  if (existsSync(`${root}.lock`)) say('Another process is putting TensorFlow in place; waiting for it.');
  return withLock(root, async () => {
    const folder = runtimeFolder(pin, cache);
    const record = (await verified(folder, pin, say)) ?? (await buildRuntime(folder, pin, settings));
    link(packageFolder, folder);
    say(`TensorFlow ${record.tensorflow} is in place (${record.source}).`);
    return infoOf(folder, record);
  });
}

function link(packageFolder: string, folder: string): void {
  try {
    linkRuntime(packageFolder, folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Problem(
      {
        where: dirname(runtimeLink(packageFolder)),
        expected: 'a folder that this user may write',
        found: code ?? message,
        todo: 'Run `npm ci` and this as the same user, or give that user the right to write node_modules.',
      },
      { cause },
    );
  }
}

/**
 * The record of a runtime in the cache, or undefined if it must be made. If sizes or times are not those of the record,
 * digests decide: a copied cache has other times, a damaged one other digests.
 */
async function verified(
  folder: string,
  pin: LibraryPin,
  say: (line: string) => void,
): Promise<RuntimeRecord | undefined> {
  const record = readRecord(folder);
  if (record?.sha256 !== runtimeKey(pin)) return undefined;
  if (looksWhole(folder, record)) return record;
  const damaged = await damagedFile(folder, record);
  if (damaged !== undefined) {
    say(`${join(folder, damaged)} is damaged; putting TensorFlow in place again.`);
    return undefined;
  }
  for (const [name, { sha256 }] of Object.entries(record.files)) {
    record.files[name] = await seenFile(join(folder, name), sha256);
  }
  await writeRecord(folder, record);
  return record;
}

/** The first file of a runtime whose digest is not the record's, or undefined. Reads every byte. */
export async function damagedFile(folder: string, record: RuntimeRecord): Promise<string | undefined> {
  for (const [name, { sha256 }] of Object.entries(record.files)) {
    if ((await fileDigest(join(folder, name)).catch(() => 'none')) !== sha256) return name;
  }
  return undefined;
}

async function checkWritable(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    await access(root, constants.W_OK);
    // The lock lies beside it.
    await access(dirname(root), constants.W_OK);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Problem(
      {
        where: root,
        expected: 'a cache folder that this user may write',
        found: code ?? message,
        todo: 'Set XDG_CACHE_HOME to a folder that you may write and run it again.',
      },
      { cause },
    );
  }
}
