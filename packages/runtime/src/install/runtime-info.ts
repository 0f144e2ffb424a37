import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { digest, fileDigest, jsonText, Problem, writeJson } from '@reprise/base';
import { GPU_VARIABLE, type Kind, wantedKind } from './gpu';
import { COMMANDS, type Settings, withDefaults } from './options';
import { pinFor } from './platform';
import { filesOf, type LibraryPin, placeOf } from './sources/pins';

/** An installed native TensorFlow. */
export interface RuntimeInfo {
  /** TensorFlow's version, such as `2.21.0`. */
  version: string;
  /** The digest of all its files: another runtime may compute other bits. */
  sha256: string;
  kind: Kind;
  /** Where the libraries came from, such as `tensorflow-cpu==2.21.0 by pip`. */
  source: string;
  folder: string;
  /** The path of the library with TensorFlow's C functions. */
  library: string;
}

/** The digest that names a runtime, from its files' digests and paths. It is the same on every machine. */
const runtimeKey = (pin: LibraryPin): string =>
  digest(
    JSON.stringify({
      tensorflow: pin.tensorflow,
      kind: pin.kind,
      files: filesOf(pin).map((file) => [placeOf(file), file.sha256]),
    }),
  );

/** The folder of a runtime in the cache. */
export const runtimeFolder = (pin: LibraryPin, cache: string): string =>
  join(cache, 'tensorflow', `${pin.tensorflow}-${pin.kind}-${runtimeKey(pin).slice(0, 16)}`);

/** The link to the runtime in use, in the folder of tfjs-node's JavaScript. */
export const runtimeLink = (packageFolder: string): string => join(packageFolder, 'deps', 'runtime');

/** Links a runtime's folder and replaces another link, atomically. */
export function linkRuntime(packageFolder: string, folder: string): void {
  const link = runtimeLink(packageFolder);
  const fresh = `${link}.${process.pid}`;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(fresh, { force: true });
  symlinkSync(folder, fresh);
  renameSync(fresh, link);
}

/** The runtime of a folder that has the pinned files. */
export const infoOf = (folder: string, pin: LibraryPin): RuntimeInfo => ({
  version: pin.tensorflow,
  sha256: runtimeKey(pin),
  kind: pin.kind,
  source: `${pin.requirement} by pip`,
  folder,
  library: join(
    folder,
    pin.libraries.map(placeOf).find((place) => basename(place).startsWith('libtensorflow_cc.')) as string,
  ),
});

/** In a runtime's folder, written last: its key, and each file's size and time when its digest was last verified. */
export const STAMP = 'verified.json';

const stampOf = (folder: string, pin: LibraryPin): object => ({
  sha256: runtimeKey(pin),
  files: filesOf(pin).map((file) => {
    const { size, mtimeMs } = statSync(join(folder, placeOf(file)));
    return { file: placeOf(file), size, mtimeMs };
  }),
});

export const writeStamp = (folder: string, pin: LibraryPin): Promise<void> =>
  writeJson(join(folder, STAMP), stampOf(folder, pin));

/** Whether a folder has the pinned files, unchanged since they were verified. Reads no file: takes a millisecond. */
export function isVerified(folder: string, pin: LibraryPin): boolean {
  try {
    return readFileSync(join(folder, STAMP), 'utf8') === jsonText(stampOf(folder, pin));
  } catch {
    return false;
  }
}

/** The first file with another digest than the pinned one, or undefined. Reads every byte. */
export async function damagedFile(folder: string, pin: LibraryPin): Promise<string | undefined> {
  for (const file of filesOf(pin))
    if ((await fileDigest(join(folder, placeOf(file))).catch(() => 'none')) !== file.sha256) return placeOf(file);
  return undefined;
}

/**
 * The linked runtime. Undefined if there is none, a file of it changed, it is not the build that `REPRISE_GPU` selects, or
 * this version of Reprise pins another. Takes some milliseconds: it compares sizes and times, not digests.
 * @throws Problem if this machine is not supported
 */
export function runtimeInfo({ packageFolder, machine, env, pins }: Settings = withDefaults()): RuntimeInfo | undefined {
  const pin = pinFor(machine, env, pins);
  const link = runtimeLink(packageFolder);
  return isVerified(link, pin) ? infoOf(realpathSync(link), pin) : undefined;
}

/**
 * The runtime to load.
 * @throws Problem if none is installed, or not the build that `REPRISE_GPU` selects
 */
export function requireRuntime(settings: Settings = withDefaults()): RuntimeInfo {
  const info = runtimeInfo(settings);
  if (info !== undefined) return info;
  const gpu = wantedKind(settings.env) === 'gpu';
  throw new Problem({
    where: 'TensorFlow',
    expected: gpu ? `its installed GPU build, since ${GPU_VARIABLE} is set` : 'its installed library',
    found: 'none',
    todo: `Run \`${COMMANDS.install}\`${gpu ? ` with ${GPU_VARIABLE}=1` : ''}. If it fails, run \`${COMMANDS.doctor}\`.`,
  });
}
