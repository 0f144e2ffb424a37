import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
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

/** Bytes of a record, at most: the GPU build's has 5,000. */
const MOST = 1 << 20;

// By hand: zod takes longer to load than all that is done with a record.
const isText = (value: unknown): value is string => typeof value === 'string';
const isFile = ([name, file]: [string, Partial<SeenFile> | null]): boolean =>
  posix.normalize(name) === name &&
  !/^(\.\.?)?(\/|$)/.test(name) &&
  Number.isSafeInteger(file?.bytes) &&
  Number.isFinite(file?.mtimeMs) &&
  isText(file?.sha256);

function isRecord(value: unknown): value is RuntimeRecord {
  const { schema, kind, files, ...texts } = value as RuntimeRecord;
  const { tensorflow, source, compiler, sha256 } = texts;
  return (
    schema === 1 &&
    (kind === 'cpu' || kind === 'gpu') &&
    [tensorflow, source, compiler, sha256].every(isText) &&
    Object.hasOwn(files, ADDON) &&
    Object.entries(files).every(isFile)
  );
}

/** The record of a folder, or undefined where there is none that can be read. */
export function readRecord(folder: string): RuntimeRecord | undefined {
  try {
    const path = join(folder, RECORD);
    const seen = statSync(path);
    if (!seen.isFile() || seen.size > MOST) return undefined;
    const record: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(record) ? record : undefined;
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
