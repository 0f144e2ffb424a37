import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { plainLine } from './plain-line';
import { statusOf } from './status-of';

const ROOT = join(__dirname, '..', '..', '..');

const KEPT = 'Stopped. What is done is kept, and a training goes on after its last epoch: run the same command again.';

/**
 * Whether people look on. Nx then shows all tasks in one view, with each one's own output and progress beside them;
 * elsewhere it prints plain lines.
 */
const watched = (): boolean =>
  [process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY) &&
  !process.env['CI'] &&
  process.env['TERM'] !== 'dumb';

/** Hands lines on as they come, plain. */
async function copyLines(from: Readable | null, to: Writable): Promise<void> {
  if (from === null) return;
  for await (const line of createInterface({ input: from, crlfDelay: Infinity })) to.write(`${plainLine(line)}\n`);
}

/** Exit statuses of the commands that run Nx, for their help. */
export const NX_STATUSES = { 0: 'done', 1: 'a task failed', 130: 'Ctrl+C', 143: 'SIGTERM' };

export interface NxOptions {
  /** Where it is none of the tasks' business, the default one: they must not stumble over what the environment says. */
  seed?: number;
  /** Leave standard output alone, for a machine that reads it: what Nx says goes to standard error. */
  quiet?: boolean;
}

/**
 * Runs Nx in this repository and waits for its end, also after a signal: Nx and its tasks get it as well, end in order, and
 * then one line says how to go on. Nobody is left behind, also where this process is killed: tools/nx-plugin.js looks.
 *
 * @param args such as `run`, `vision:lenet:full`
 * @returns the exit status: Nx's own, or 128 and the signal's number
 */
export async function runNx(args: string[], { seed = 1, quiet = false }: NxOptions = {}): Promise<number> {
  const view = !quiet && watched();
  const command = [require.resolve('nx/bin/nx.js'), ...args, view ? '--tui' : '--output-style=stream'];
  // Without the view Nx must not see a terminal: it would give tasks one that swallows Ctrl+C, and prefix drawn bars.
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, REPRISE_SEED: String(seed), REPRISE_COMMAND: String(process.pid) },
    stdio: view ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const copied = [
    copyLines(child.stdout, quiet ? process.stderr : process.stdout),
    copyLines(child.stderr, process.stderr),
  ];

  const end = (): void => void child.kill('SIGTERM');
  process.once('exit', end);
  try {
    const [status] = await Promise.all([statusOf(child), ...copied]);
    // A signal came for it; in its view Nx takes Ctrl+C as a key, and tells by its status.
    if (status > 128) console.error(KEPT);
    return status;
  } finally {
    process.off('exit', end);
  }
}
