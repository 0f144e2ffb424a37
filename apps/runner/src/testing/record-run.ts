import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Numbers of processes are at most 4,194,304 (proc_sys_kernel(5), pid_max). */
const NO_PROCESS = 2 ** 22 + 1;

interface Task {
  id: string;
  outputs?: string[];
  state?: string;
  start?: number | null;
  end?: number | null;
  log?: string;
}

/** What tools/record-runs.js writes of a run; of a killed one by default. */
export interface Recording {
  pid?: number;
  process_start?: string | null;
  command?: string;
  start: number;
  end?: number | null;
  tasks: Task[];
}

/** Writes the record of a run as tools/record-runs.js does. @returns its id */
export function recordRun(root: string, { tasks, ...run }: Recording): string {
  const whole = { schema: 1, pid: NO_PROCESS, process_start: null, command: 'nx run runner:all', end: null, ...run };
  const id = `${whole.start}-${whole.pid}`;
  const folder = join(root, '.reprise', 'runs', id);
  mkdirSync(folder, { recursive: true });
  const written = tasks.map(({ id, outputs = [], state = 'waiting', start = null, end = null, log }, i) => {
    if (log !== undefined) writeFileSync(join(folder, `${i}.log`), log);
    return { id, outputs, state, start, end };
  });
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...whole, tasks: written }));
  return id;
}
