import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { z } from 'zod';

/** A file of a runtime: what it must be, and its time of change when its digest was last taken. */
const SeenFile = z.strictObject({ bytes: z.int().nonnegative(), mtimeMs: z.number(), sha256: z.string() });

/** A path inside a folder. */
const below = (path: string): boolean => posix.normalize(path) === path && !/^(\.\.?)?(\/|$)/.test(path);

/** `runtime.json` in a runtime's folder, written last. */
const RuntimeRecord = z.strictObject({
  schema: z.literal(2),
  tensorflow: z.string(),
  kind: z.enum(['cpu', 'gpu']),
  /** Where the libraries came from. */
  source: z.string(),
  /** The runtime's key: see `runtimeKey`. */
  sha256: z.string(),
  /** The library that has TensorFlow's C functions. */
  library: z.string().refine(below),
  /** By their path in the folder. */
  files: z.record(z.string().refine(below), SeenFile),
});
export type RuntimeRecord = z.infer<typeof RuntimeRecord>;
export type SeenFile = z.infer<typeof SeenFile>;

export const RECORD = 'runtime.json';

/** The most bytes that a record has: the GPU build's has 5,000. */
const MOST = 1 << 20;

/** A folder's record, or undefined if there is none that can be read. */
export function readRecord(folder: string): RuntimeRecord | undefined {
  try {
    const path = join(folder, RECORD);
    const seen = statSync(path);
    if (!seen.isFile() || seen.size > MOST) return undefined;
    return RuntimeRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** True if every file has the size and the time that the record says. Reads no file: takes a millisecond. */
export const looksWhole = (folder: string, record: RuntimeRecord): boolean =>
  Object.entries(record.files).every(([name, { bytes, mtimeMs }]) => {
    const seen = statSync(join(folder, name), { throwIfNoEntry: false });
    return seen?.size === bytes && seen.mtimeMs === mtimeMs;
  });
