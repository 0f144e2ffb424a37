import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { Problem } from '../errors/problem';
import { type Expectation, readBounded } from './read-bounded';

/** The default limit in bytes. The longest record, the verdicts of a sweep, has 150,000. */
const MOST = 1 << 24;

export interface JsonExpectation<T> extends Expectation {
  schema: z.ZodType<T>;
  /** The most bytes; 16 MiB by default. */
  most?: number;
}

/**
 * Reads a JSON file and validates it.
 * @throws Problem if the file is missing, too large, not JSON, or does not match the schema
 * @example
 * await readJson(join(folder, 'run.json'), { schema: RunRecord, expected: 'a run record', todo: 'Run `npx nx run text:birnn`.' });
 */
export async function readJson<T>(where: string, wanted: JsonExpectation<T>): Promise<T> {
  const { schema, expected, todo, most = MOST } = wanted;
  const problem = (found: string, cause: unknown): Problem => new Problem({ where, expected, found, todo }, { cause });
  const bytes = await readBounded(where, most, wanted);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw problem('no JSON', cause);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw problem(path.length > 0 ? `${path.join('.')}: ${message}` : message, parsed.error);
}

/** A value as the text of a JSON file: indented by two spaces, with a newline at the end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes a JSON file atomically. */
export const writeJson = (file: string, value: unknown): Promise<void> => writeFileAtomic(file, jsonText(value));
