import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { light, type RuntimeOptions } from './options';
import { runtimeKey } from './recipe';
import { ADDON, looksWhole, readRecord, type RuntimeRecord } from './runtime-record';
import type { Kind } from './wanted-kind';

/** The native TensorFlow that is in place. */
export interface RuntimeInfo {
  /** TensorFlow's version, such as `2.21.0`. */
  version: string;
  /** Digest over libraries, binding and recipe: another digest may compute other bits. */
  sha256: string;
  kind: Kind;
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

/** The runtime that tfjs-node would load, as it says itself. Undefined where none is in place, or none of our making. */
export function linkedRuntime(packageFolder: string): { folder: string; record: RuntimeRecord } | undefined {
  try {
    const folder = dirname(realpathSync(addonLink(packageFolder)));
    const record = readRecord(folder);
    return record && { folder, record };
  } catch {
    return undefined;
  }
}

/**
 * What is in place, or undefined when nothing is, when a file of it has changed, when it is of the other kind than
 * `REPRISE_GPU` asks for, or when it is not what this version of Reprise pins. Takes some milliseconds: files are known by
 * size and time (`inspect` reads them whole).
 *
 * @example
 * runtimeInfo()?.version // '2.21.0'
 */
export function runtimeInfo(options: RuntimeOptions = {}): RuntimeInfo | undefined {
  const { packageFolder, choices } = light(options);
  const linked = linkedRuntime(packageFolder);
  if (linked === undefined || !looksWhole(linked.folder, linked.record)) return undefined;
  const { folder, record } = linked;
  const ours = choices.some((pin) => pin !== undefined && runtimeKey(pin, packageFolder) === record.sha256);
  return ours ? infoOf(folder, record) : undefined;
}
