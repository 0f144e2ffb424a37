import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from '@reprise/base';

const STOPPED =
  'Stopped. Finished tasks are kept, and a training resumes after its last epoch: run the same command again.';

/** Whether a person is watching: Nx then shows all tasks in one view instead of plain lines. */
const interactive = (): boolean =>
  [process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY) &&
  !process.env['CI'] &&
  process.env['TERM'] !== 'dumb';

/**
 * A line for a pipe: its last state, without colours and cursor movements. Nx caches what a task printed in a terminal,
 * progress bars included, and replays it on every hit.
 * @example plainLine('\u001b[1Gepoch 1  50 %\u001b[1Gepoch 1  \u001b[32m100 %\u001b[0m') // 'epoch 1  100 %'
 */
export function plainLine(line: string): string {
  // A progress bar is redrawn from column 1, which has two codes.
  const drawn = line.split(/\r|\u001b\[1?G/).map((piece) => stripVTControlCharacters(piece).trimEnd());
  // Remaining control characters, such as a backspace or half a sequence, would still move the cursor.
  return (drawn.findLast((piece) => piece !== '') ?? '').replace(/[^\P{Cc}\t]/gu, '');
}

async function copyLines(from: Readable | null, to: Writable): Promise<void> {
  if (from === null) return;
  for await (const line of createInterface({ input: from, crlfDelay: Infinity })) to.write(`${plainLine(line)}\n`);
}

/**
 * Waits for a child process to end and forwards signals to it meanwhile.
 * @returns its exit status, or 128 plus the number of the signal that ended it or was forwarded
 */
export async function exitStatusOf(child: ChildProcess): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let forwarded: NodeJS.Signals | null = null;
  const forward = (signal: NodeJS.Signals): void => {
    forwarded = signal;
    child.kill(signal); // Ctrl+C reaches the child anyway, a signal to this process alone does not
  };
  for (const signal of signals) process.on(signal, forward);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const endedBy = forwarded ?? signal;
    return endedBy === null ? (code as number) : 128 + constants.signals[endedBy];
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

const { parallelTasks } = createRequire(__filename)('../../../../tools/parallel.js') as { parallelTasks: () => number };

export interface NxOptions {
  /** 1 by default, whatever REPRISE_SEED is: tasks without a seed must not fail on a bad one. */
  seed?: number;
  /** Prints what Nx says to standard error, which leaves standard output to the caller. */
  quiet?: boolean;
}

/**
 * Runs Nx in this repository and waits for its end. Signals are forwarded: Nx and its tasks end in order, and one line says
 * how to resume. If this process is killed, tools/nx-plugin.js ends them.
 *
 * @param args such as `run`, `vision:lenet:full`
 * @returns the exit status of Nx, or 128 plus the signal's number
 */
export async function runNx(args: string[], { seed = 1, quiet = false }: NxOptions = {}): Promise<number> {
  const view = !quiet && interactive();
  const command = [require.resolve('nx/bin/nx.js'), ...args, view ? '--tui' : '--output-style=stream-without-prefixes'];
  // Without the view Nx must not see a terminal: its tasks would get one that swallows Ctrl+C.
  const child = spawn(process.execPath, command, {
    cwd: repositoryRoot(),
    env: {
      NX_PARALLEL: String(parallelTasks()),
      ...process.env,
      REPRISE_SEED: String(seed),
      REPRISE_COMMAND: String(process.pid),
    },
    stdio: view ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const copied = [
    copyLines(child.stdout, quiet ? process.stderr : process.stdout),
    copyLines(child.stderr, process.stderr),
  ];
  const end = (): void => void child.kill('SIGTERM');
  process.once('exit', end);
  try {
    const [status] = await Promise.all([exitStatusOf(child), ...copied]);
    // In its view Nx reads Ctrl+C as a key and reports it by its status.
    if (status > 128) console.error(STOPPED);
    return status;
  } finally {
    process.off('exit', end);
  }
}
