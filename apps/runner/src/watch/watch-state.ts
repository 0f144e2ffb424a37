import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { WatchedRun, WatchedTask, WatchState } from '@reprise/page';
import { plainLine } from '../nx/run-nx';
import { trainingOf } from './read-curves';
import type { RecordedRun } from './read-runs';

/** The most bytes of a log that are sent: its end. */
const LOG = 1 << 16;

/** The end of what a task printed, in plain lines; empty if it printed nothing. */
export async function readLog({ folder }: RecordedRun, index: number, most = LOG): Promise<string> {
  const file = await open(join(folder, `${index}.log`)).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - most);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // The first line may be half a line.
    return lines
      .slice(from > 0 ? 1 : 0)
      .map(plainLine)
      .join('\n');
  } finally {
    await file.close();
  }
}

/** A task's state: what a run that has ended left running or waiting was stopped or never ran. */
function stateOf({ alive }: RecordedRun, { state }: RecordedRun['tasks'][number]): WatchedTask['state'] {
  if (alive) return state;
  return state === 'running' ? 'stopped' : state === 'waiting' ? 'skipped' : state;
}

function stateOfRun({ alive, end }: RecordedRun, tasks: WatchedTask[]): WatchedRun['state'] {
  if (alive) return 'running';
  if (tasks.some(({ state }) => state === 'failed')) return 'failed';
  return end === null || tasks.some(({ state }) => state === 'stopped') ? 'stopped' : 'done';
}

/** How long each task took when it last ran in another run than `run`. */
function durations(runs: readonly RecordedRun[], run: RecordedRun): Map<string, number> {
  const known = new Map<string, number>();
  for (const { tasks } of runs.filter((other) => other !== run).toReversed())
    for (const { id, state, start, end } of tasks)
      if (state === 'done' && start !== null && end !== null) known.set(id, end - start);
  return known;
}

async function watchedRun(runs: readonly RecordedRun[], run: RecordedRun): Promise<WatchedRun> {
  const before = durations(runs, run);
  const tasks = await Promise.all(
    run.tasks.map(async (task, i): Promise<WatchedTask> => {
      const state = stateOf(run, task);
      const log = state === 'running' ? await readLog(run, i, 4096) : '';
      return {
        key: `${run.id}-${i}`,
        id: task.id,
        state,
        start: task.start,
        end: task.end,
        before: state === 'waiting' || state === 'running' ? (before.get(task.id) ?? null) : null,
        says: log.trimEnd().split('\n').at(-1) ?? '',
        trains: trainingOf(task) !== undefined,
      };
    }),
  );
  // Those that started first come first; those that wait keep the order of the record.
  tasks.sort((a, b) => (a.start ?? Number.MAX_VALUE) - (b.start ?? Number.MAX_VALUE));
  return { id: run.id, command: run.command, state: stateOfRun(run, tasks), start: run.start, end: run.end, tasks };
}

/** What the page shows of recorded runs. @param runs newest first @param now milliseconds since 1970 */
export const watchState = async (runs: readonly RecordedRun[], now: number): Promise<WatchState> => ({
  now,
  runs: await Promise.all(runs.map((run) => watchedRun(runs, run))),
});

/** The task that a key names. @returns undefined for a key of no recorded task */
export function findTask(
  runs: readonly RecordedRun[],
  key: string,
): { run: RecordedRun; task: RecordedRun['tasks'][number]; index: number } | undefined {
  for (const run of runs)
    for (const [index, task] of run.tasks.entries()) if (key === `${run.id}-${index}`) return { run, task, index };
  return undefined;
}
