import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readJson } from '@reprise/base';
import { z } from 'zod';

const { processStart } = createRequire(__filename)('../../../../tools/process-start.js') as {
  processStart: (pid: number) => string | null;
};

/** Milliseconds since 1970. */
const Time = z.number().nonnegative();

/** `run.json`, which tools/record-runs.js writes for each run of Nx. */
const RunFile = z.strictObject({
  schema: z.literal(1),
  /** Of Nx. */
  pid: z.int().positive(),
  /** Where the system tells it, so that a later process with the same number is not taken for it. */
  process_start: z.string().nullable(),
  command: z.string(),
  start: Time,
  /** Null while it runs, and if it was killed. */
  end: Time.nullable(),
  /** Each after those that it depends on. */
  tasks: z.array(
    z.strictObject({
      /** Such as `lenet:train:full`. */
      id: z.string(),
      /** The folders that it writes, relative to the repository. */
      outputs: z.array(z.string()),
      state: z.enum(['waiting', 'running', 'done', 'cached', 'failed', 'stopped']),
      start: Time.nullable(),
      end: Time.nullable(),
    }),
  ),
});
type RunFile = z.infer<typeof RunFile>;

/** A recorded run. */
export interface RecordedRun extends RunFile {
  /** The name of its folder. */
  id: string;
  folder: string;
  /** Whether its Nx is alive. */
  alive: boolean;
}

/** Whether the process of a run is alive, and no other has its number. */
function isAlive({ pid, process_start: start }: RunFile): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return start === null || processStart(pid) === start;
}

/** Those that a folder holds, newest first. A folder whose run.json is missing or damaged is left out. */
export async function readRuns(runs: string): Promise<RecordedRun[]> {
  const names = await readdir(runs).catch(() => []);
  const wanted = { schema: RunFile, expected: 'the record of a run', todo: 'Start a run.' };
  const found = names
    .filter((name) => /^\d+-\d+$/.test(name))
    .sort((a, b) => parseInt(b) - parseInt(a))
    .map(async (id): Promise<RecordedRun[]> => {
      const folder = join(runs, id);
      const run = await readJson(join(folder, 'run.json'), wanted).catch(() => undefined);
      return run === undefined ? [] : [{ ...run, id, folder, alive: run.end === null && isAlive(run) }];
    });
  return (await Promise.all(found)).flat();
}
