import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/**
 * Runs "$@" in its own process group and kills the group as soon as standard input closes. Its other end belongs to the
 * calling process and closes however that process ends. If a signal ends the program, it ends the shell too.
 */
const SCRIPT = `
exec 3<&0 </dev/null
"$@" 3<&- & program=$!
{ read -r _ <&3; kill -9 -$$; } >/dev/null 2>&1 & watch=$!
wait $program; status=$?
kill -9 $watch 2>/dev/null
[ $status -le 128 ] || kill -$((status - 128)) $$
exit $status`;

export interface SpawnOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export interface BoundProcess {
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** Ends the program and all processes that it started. */
  end(): void;
}

/** A shell's exit code for a program that it does not find. */
export const NOT_FOUND = 127;

/**
 * Starts a program without input, bound to this process: when this process ends, even by SIGKILL, the program and all
 * processes that it started end too.
 */
export function spawnBound(
  program: string,
  args: string[],
  { cwd, env = process.env }: SpawnOptions = {},
): BoundProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', program, ...args], { cwd, env, stdio: 'pipe', detached: true });
  const { stdin } = child;
  stdin.on('error', () => undefined); // the program does not read it
  child.once('exit', () => stdin.destroy());
  return { process: child as unknown as BoundProcess['process'], end: () => void stdin.destroy() };
}
