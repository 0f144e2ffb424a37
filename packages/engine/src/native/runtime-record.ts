import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from './wanted-kind';

/** A file of a runtime: what it must be, and when it was last seen to be so. */
export interface SeenFile {
  bytes: number;
  /** The file's time of change when its digest was last taken. */
  mtimeMs: number;
  sha256: string;
}

/** `runtime.json` in a runtime's folder, written last. */
export interface RuntimeRecord {
  schema: 1;
  tensorflow: string;
  kind: Kind;
  /** Where the libraries came from. */
  source: string;
  /** Which compiler made the addon. */
  compiler: string;
  /** The runtime's key: see `runtimeKey`. */
  sha256: string;
  /** By their path in the folder. */
  files: Record<string, SeenFile>;
}

export const RECORD = 'runtime.json';
export const ADDON = 'tfjs_binding.node';

/** The record of a folder, or undefined where there is none that can be read. */
export function readRecord(folder: string): RuntimeRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as RuntimeRecord;
    return record.schema === 1 && ADDON in record.files ? record : undefined;
  } catch {
    return undefined;
  }
}

/** True when every file has the size and the time that the record says. Reads no file: a millisecond. */
export const looksWhole = (folder: string, record: RuntimeRecord): boolean =>
  Object.entries(record.files).every(([name, { bytes, mtimeMs }]) => {
    const seen = statSync(join(folder, name), { throwIfNoEntry: false });
    return seen?.size === bytes && seen.mtimeMs === mtimeMs;
  });
