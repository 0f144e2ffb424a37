import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@reprise/base';
import { z } from 'zod';

const Part = z.object({ rows: z.int(), malicious: z.int() });

/** What the report reads of data:urls' summary.json. */
export const FrameSummary = z.object({
  ...Part.shape,
  benign: z.int(),
  /** The first rows of the frame. */
  head: z.array(z.object({ URL: z.string(), Is_Malicious: z.int() })),
  /** Tokens and labels of all rows. */
  x: z.object({ shape: z.array(z.int()) }),
  y: z.object({ shape: z.array(z.int()) }),
  train: Part,
  test: Part,
});
export type FrameSummary = z.infer<typeof FrameSummary>;

/** @returns the summary, or undefined where data:urls has not run @throws Problem when the file is something else */
export async function readFrameSummary(artifacts: string): Promise<FrameSummary | undefined> {
  const where = join(artifacts, 'data', 'urls', 'summary.json');
  if (!existsSync(where)) return undefined;
  const todo = 'Run `npx nx run data:urls` to make it again.';
  return readJson(where, { schema: FrameSummary, expected: 'a summary of the URL frame', todo });
}
