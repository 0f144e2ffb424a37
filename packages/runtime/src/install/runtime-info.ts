import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { type RuntimeOptions, withDefaults } from './options';
import { pinFor } from './platform';
import { looksWhole, readRecord, type RuntimeRecord } from './runtime-record';
import { filesOf, type LibraryPin, placeOf } from './sources/pins';
import { type Kind, wantedKind } from './wanted-kind';

/** The native TensorFlow that is in place. */
export interface RuntimeInfo {
  /** TensorFlow's version, such as `2.21.0`. */
  version: string;
  /** Digest over all of its files: another digest may compute other bits. */
  sha256: string;
  kind: Kind;
  /** Where the libraries came from, such as `tensorflow-cpu==2.21.0 by pip`. */
  source: string;
  folder: string;
  /** The path of the library that has TensorFlow's C functions. */
  library: string;
}

/** The digest that names a runtime: over its files' digests and where they lie. It is the same on every machine. */
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

/** The link in the folder of tfjs-node's JavaScript to the runtime in use. */
export const runtimeLink = (packageFolder: string): string => join(packageFolder, 'deps', 'runtime');

export const infoOf = (folder: string, record: RuntimeRecord): RuntimeInfo => ({
  version: record.tensorflow,
  sha256: record.sha256,
  kind: record.kind,
  source: record.source,
  folder,
  library: join(folder, record.library),
});

/** The runtime that is linked, whatever it is; undefined if there is none. */
export function linkedRuntime(packageFolder: string): { folder: string; record: RuntimeRecord } | undefined {
  try {
    const folder = realpathSync(runtimeLink(packageFolder));
    const record = readRecord(folder);
    return record && { folder, record };
  } catch {
    return undefined;
  }
}

/**
 * What is in place. Undefined if nothing is, if a file of it has changed, if it is of the other kind than `REPRISE_GPU`
 * asks for, or if this version of Reprise pins another. Takes some milliseconds: files are known by size and time
 * (`inspect` reads them whole).
 *
 * @throws Problem on a machine that has no library
 * @example
 * runtimeInfo()?.version // '2.21.0'
 */
export function runtimeInfo(options: RuntimeOptions = {}): RuntimeInfo | undefined {
  const { packageFolder, machine, env, pins } = withDefaults(options);
  const pin = pinFor(machine, wantedKind(env), pins);
  const linked = linkedRuntime(packageFolder);
  if (linked === undefined || !looksWhole(linked.folder, linked.record)) return undefined;
  return linked.record.sha256 === runtimeKey(pin) ? infoOf(linked.folder, linked.record) : undefined;
}
