import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { light, type RuntimeOptions } from './options';
import { runtimeKey } from './recipe';
import { ADDON, looksWhole, readRecord, type RuntimeRecord } from './runtime-record';

/** The native TensorFlow that is in place. */
export interface RuntimeInfo {
  /** TensorFlow's version, such as `2.21.0`. */
  version: string;
  /** Digest over libraries, binding and recipe: another digest may compute other bits. */
  sha256: string;
  kind: 'cpu';
  /** Where the libraries came from, such as `tensorflow-cpu==2.21.0 by pip`. */
  source: string;
  folder: string;
}

/** The file that tfjs-node loads: a link into the folder of a runtime, whose libraries Node then finds beside it. */
export const addonLink = (packageFolder: string): string => join(packageFolder, 'lib', 'napi-v8', ADDON);

export const infoOf = (folder: string, record: RuntimeRecord): RuntimeInfo => ({
  version: record.tensorflow,
  sha256: record.sha256,
  kind: record.kind,
  source: record.source,
  folder,
});

/**
 * What is in place, or undefined when nothing is, when a file of it has changed, or when it is not what this version
 * of Reprise pins. Takes some milliseconds: files are known by size and time (`inspect` reads them whole).
 *
 * @example
 * runtimeInfo()?.version // '2.21.0'
 */
export function runtimeInfo(options: RuntimeOptions = {}): RuntimeInfo | undefined {
  const { packageFolder, pins } = light(options);
  let folder: string;
  try {
    folder = dirname(realpathSync(addonLink(packageFolder)));
  } catch {
    return undefined;
  }
  const record = readRecord(folder);
  if (record === undefined || !looksWhole(folder, record)) return undefined;
  const ours = [pins.wheel, pins.tarball].some((pin) => runtimeKey(pin, packageFolder) === record.sha256);
  return ours ? infoOf(folder, record) : undefined;
}
