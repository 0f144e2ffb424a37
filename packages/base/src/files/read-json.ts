import type { z } from 'zod';
import { Problem } from '../errors/problem';
import { readBounded } from './read-bounded';

/** Bytes, where nothing else is said: the longest of our records, the verdicts of a sweep, has 150,000. */
const MOST = 1 << 24;

export interface WantedJson<T> {
  schema: z.ZodType<T>;
  /** What it is, for the error: `a run record of this version`. */
  expected: string;
  /** What to do where it is not that: a sentence. */
  todo: string;
  /** Bytes, at most; 16 MB where nothing is said. */
  most?: number;
}

/**
 * Reads a JSON file that a task wrote, and holds it against its schema.
 * @throws Problem when it is missing, too large, no JSON, or something else than the schema says
 * @example
 * await readJson(join(folder, 'run.json'), { schema: RunRecord, expected: 'a run record', todo: 'Run `npx nx run text:birnn`.' });
 */
export async function readJson<T>(where: string, { schema, expected, todo, most = MOST }: WantedJson<T>): Promise<T> {
  const problem = (found: string, cause?: unknown): Problem => new Problem({ where, expected, found, todo }, { cause });
  const bytes = await readBounded(where, most).catch((cause: unknown) => {
    throw problem(cause instanceof Problem ? cause.parts.found : 'no readable file', cause);
  });
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
