import { mkdirSync } from 'node:fs';
import { artifactsDir, machine, readJson } from '@reprise/base';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** One kind of fault, how often it was tried and what came of it. */
const Row = z.strictObject({
  /** The fault: `SIGKILL in vision:lenet`, `a download that stalls`. */
  fault: z.string(),
  times: z.int().nonnegative(),
  /** What happened: `equal artefacts`, `one message`. */
  outcome: z.string(),
});

/** `artifacts/reliability/NAME.json`: what one long run tried, from which docs/reliability.md is made. */
export const ReliabilityRecord = z.strictObject({
  schema: z.literal(1),
  /** The run's Nx task without its project: `crash-test`. */
  name: z.string(),
  date: z.string(),
  seconds: z.number(),
  machine: z.strictObject({ cpu: z.string(), cores: z.int(), memory_gb: z.int(), platform: z.string() }),
  /** Of Node, and of what the run depends on. */
  versions: z.record(z.string(), z.string()),
  /** What a run depends on beside its code: its seed, its number of cases. */
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  rows: z.array(Row),
  /** What was not as promised, one line each. Empty where all was. */
  failures: z.array(z.string()),
});
export type ReliabilityRecord = z.infer<typeof ReliabilityRecord>;

/** Where a run's record lies. */
export const recordFile = (name: string): string => artifactsDir('reliability', `${name}.json`);

/**
 * Writes what a run found, whole or not at all.
 * @param started `Date.now()` when the run began
 */
export async function writeRecord(
  started: number,
  found: Pick<ReliabilityRecord, 'name' | 'settings' | 'rows' | 'failures'> & { versions?: Record<string, string> },
): Promise<void> {
  const record = ReliabilityRecord.parse({
    schema: 1,
    date: new Date().toISOString(),
    seconds: Math.round((Date.now() - started) / 1000),
    machine: machine(),
    ...found,
    versions: { Node: process.versions.node, ...found.versions },
  });
  mkdirSync(artifactsDir('reliability'), { recursive: true });
  await writeFileAtomic(recordFile(found.name), JSON.stringify(record, null, 2) + '\n');
}

/** @throws Problem when the file is no such record */
export const readRecord = (name: string): Promise<ReliabilityRecord> =>
  readJson(recordFile(name), {
    schema: ReliabilityRecord,
    expected: 'a record of this version',
    todo: `Run \`npx nx run tools:${name}\` again.`,
  });
