import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/**
 * Runs "$@" in a process group of its own, and ends the group as soon as standard input closes: the other end of it is
 * held by the process that asked, and closes with that one however it ends. A program's end by a signal is the shell's own.
 */
const SCRIPT = `
exec 3<&0 </dev/null
"$@" 3<&- & program=$!
{ read -r _ <&3; kill -9 -$$; } >/dev/null 2>&1 & watch=$!
wait $program; status=$?
kill -9 $watch 2>/dev/null
[ $status -le 128 ] || kill -$((status - 128)) $$
exit $status`;

export interface BoundOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export interface Bound {
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** Ends the program and all that it has started. */
  end(): void;
}

/** What a shell exits with where the program is none that it finds. */
export const NOT_FOUND = 127;

/**
 * Starts a program without input, bound to this process: when this one ends, be it by SIGKILL, the program and all that it
 * has started end as well (on Windows the program alone, and not after a kill).
 */
export function spawnBound(program: string, args: string[], { cwd, env = process.env }: BoundOptions = {}): Bound {
  if (process.platform === 'win32') {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    return { process: child, end: () => void child.kill() };
  }
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', program, ...args], { cwd, env, stdio: 'pipe', detached: true });
  const { stdin } = child;
  stdin.on('error', () => undefined); // it reads nothing
  child.once('exit', () => stdin.destroy());
  return { process: child as unknown as Bound['process'], end: () => void stdin.destroy() };
}
