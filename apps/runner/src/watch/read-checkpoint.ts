import { deserialize } from 'node:v8';
import { digest, readBounded } from '@reprise/base';
import { History } from '@reprise/records';
import { z } from 'zod';

/** Characters of a sha256 in hex, with which a checkpoint begins. */
const DIGEST = 64;
/** The largest, of VGG16's trained layers with their optimizer, has 48 MB. */
const MOST = 1 << 28;

/** What a checkpoint of packages/training says of the epochs so far, beside weights. */
const Progress = z.object({ epoch: z.int().nonnegative(), history: History, seconds: z.array(z.number()) });
export type Progress = z.infer<typeof Progress>;

/**
 * Reads a checkpoint without TensorFlow.
 * @throws Error when it is missing or damaged
 */
export async function readCheckpoint(file: string): Promise<Progress> {
  const bytes = await readBounded(file, MOST, { expected: 'a checkpoint', todo: 'Train again.' });
  const body = bytes.subarray(DIGEST);
  if (bytes.subarray(0, DIGEST).toString('latin1') !== digest(body)) throw new Error(`${file} is damaged`);
  return Progress.parse(deserialize(body));
}
