import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Problem } from '../errors/problem';

export interface CommandResult {
  /** 0 on success, 127 if the program is not found, null if a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** Standard output and standard error, as they came. */
  output: string;
  /** The last 12 lines of `output`, for a message. */
  tail: string;
  /** Whether it was ended because it took too long. */
  late: boolean;
}

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

interface SpawnOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Starts a program without input, bound to this process: when this process ends, even by SIGKILL, the program and all
 * processes that it started end too. They also end when the caller destroys its `stdin`.
 */
export function spawnBound(
  program: string,
  args: string[],
  { cwd, env = process.env }: SpawnOptions = {},
): ChildProcessWithoutNullStreams {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', program, ...args], { cwd, env, stdio: 'pipe', detached: true });
  child.stdin.on('error', () => undefined); // the program does not read it
  child.once('exit', () => child.stdin.destroy());
  return child;
}

/**
 * Runs a program without a shell and without input, and waits. Failures are in the result, not thrown. The program and
 * all processes that it starts end with this process.
 * @param options.seconds after which the program is killed; no limit by default
 */
export function tryCommand(
  [program, ...args]: string[],
  { seconds, ...options }: SpawnOptions & { seconds?: number } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let stdout = '';
    let output = '';
    let late = false;
    const child = spawnBound(program, args, options);
    const stop = (): void => {
      late = true;
      child.stdin.destroy();
    };
    const timer = seconds === undefined ? undefined : setTimeout(stop, seconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (output += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const finish = (code: number | null, signal: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
      resolve({ code, signal, stdout, output, tail: lines.slice(-12).join('\n'), late });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(null, null);
    });
    child.on('close', finish);
  });
}

/**
 * Runs a program as {@link tryCommand} does.
 * @param options.todo what to do if it fails, for the error
 * @returns its standard output
 * @throws Problem if the program is not found, takes too long, or exits with another code than 0; it quotes the last lines
 */
export async function runCommand(
  program: string,
  args: string[],
  { seconds, cwd, todo }: { seconds: number; cwd?: string; todo: string },
): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { code, signal, stdout, tail, late } = await tryCommand([program, ...args], { seconds, cwd, env });
  if (code === 0) return stdout;
  const last = tail.split('\n').slice(-2).join(' / ').slice(-400);
  const found = late
    ? `no end after ${seconds} s`
    : code === 127
      ? 'no such program'
      : `${signal === null ? `exit code ${code}` : `signal ${signal}`}${last && `, ${last}`}`;
  throw new Problem({ where: program, expected: `\`${args.slice(0, 4).join(' ')}…\` to succeed`, found, todo });
}
