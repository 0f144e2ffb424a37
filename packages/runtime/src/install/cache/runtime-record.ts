import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileDigest, writeJson } from '@reprise/base';
import { z } from 'zod';

/** A file with its modification time when its digest was last verified. */
const VerifiedFile = z.strictObject({ bytes: z.int().nonnegative(), mtimeMs: z.number(), sha256: z.string() });

/** A path inside a folder. */
const Below = z.string().refine((path) => posix.normalize(path) === path && !/^(\.\.?)?(\/|$)/.test(path));

/** `runtime.json` in a runtime's folder, which is written last. */
const RuntimeRecord = z
  .strictObject({
    schema: z.literal(2),
    tensorflow: z.string(),
    kind: z.enum(['cpu', 'gpu']),
    /** Where the libraries came from. */
    source: z.string(),
    /** The runtime's key: see `runtimeKey`. */
    sha256: z.string(),
    /** The library with TensorFlow's C functions. */
    library: Below,
    /** By path in the folder. `library` is one of them. */
    files: z.record(Below, VerifiedFile),
  })
  .refine(({ library, files }) => Object.hasOwn(files, library));
export type RuntimeRecord = z.infer<typeof RuntimeRecord>;

export const RECORD = 'runtime.json';

/** The most bytes of a record. The GPU build's has 5,000. */
const MOST = 1 << 20;

/** A folder's record, or undefined if it is missing or invalid. */
export function readRecord(folder: string): RuntimeRecord | undefined {
  try {
    const path = join(folder, RECORD);
    const entry = statSync(path);
    if (!entry.isFile() || entry.size > MOST) return undefined;
    return RuntimeRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes a folder's record, with the files' sizes and times as they are. @param digests verified, by path in the folder */
export async function writeRecord(
  folder: string,
  record: Omit<RuntimeRecord, 'schema' | 'files'>,
  digests: Record<string, string>,
): Promise<RuntimeRecord> {
  const files = Object.entries(digests).map(([name, sha256]) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, { bytes: size, mtimeMs, sha256 }] as const;
  });
  const written: RuntimeRecord = { ...record, schema: 2, files: Object.fromEntries(files) };
  await writeJson(join(folder, RECORD), written);
  return written;
}

/** Whether every file has the size and time in the record. Reads no file: takes a millisecond. */
export const looksUnchanged = (folder: string, record: RuntimeRecord): boolean =>
  Object.entries(record.files).every(([name, { bytes, mtimeMs }]) => {
    const entry = statSync(join(folder, name), { throwIfNoEntry: false });
    return entry?.size === bytes && entry.mtimeMs === mtimeMs;
  });

/** The first file whose digest is not the one in the record, or undefined. Reads every byte. */
export async function damagedFile(folder: string, record: RuntimeRecord): Promise<string | undefined> {
  for (const [name, { sha256 }] of Object.entries(record.files))
    if ((await fileDigest(join(folder, name)).catch(() => 'none')) !== sha256) return name;
  return undefined;
}
