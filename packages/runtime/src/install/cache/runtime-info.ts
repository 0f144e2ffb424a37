import { mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest, Problem } from '@reprise/base';
import { GPU_VARIABLE, type Kind, wantedKind } from '../gpu';
import { COMMANDS, type Settings, withDefaults } from '../options';
import { pinFor } from '../platform';
import { filesOf, type LibraryPin, placeOf } from '../sources/pins';
import { looksUnchanged, readRecord, type RuntimeRecord } from './runtime-record';

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
export const runtimeKey = (pin: LibraryPin): string =>
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

export const infoOf = (folder: string, { tensorflow, sha256, kind, source, library }: RuntimeRecord): RuntimeInfo => ({
  version: tensorflow,
  sha256,
  kind,
  source,
  folder,
  library: join(folder, library),
});

/**
 * The linked runtime. Undefined if there is none, a file of it changed, it is not the build that `REPRISE_GPU` selects, or
 * this version of Reprise pins another. Takes some milliseconds: it compares sizes and times, not digests.
 * @throws Problem if this machine is not supported
 */
export function runtimeInfo({ packageFolder, machine, env, pins }: Settings = withDefaults()): RuntimeInfo | undefined {
  const pin = pinFor(machine, env, pins);
  let folder: string;
  try {
    folder = realpathSync(runtimeLink(packageFolder));
  } catch {
    return undefined;
  }
  return infoIn(folder, pin);
}

/** The runtime in a folder. Undefined if it is not the pinned one, or a file of it changed. */
export function infoIn(folder: string, pin: LibraryPin): RuntimeInfo | undefined {
  const record = readRecord(folder);
  return record?.sha256 === runtimeKey(pin) && looksUnchanged(folder, record) ? infoOf(folder, record) : undefined;
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
