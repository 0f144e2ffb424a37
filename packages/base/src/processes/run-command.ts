import { Problem } from '../errors/problem';
import { NOT_FOUND, type SpawnOptions, spawnBound } from './spawn-bound';

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
    const { process: child, end } = spawnBound(program, args, options);
    const timer = seconds === undefined ? undefined : setTimeout(() => ((late = true), end()), seconds * 1000);
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
    : code === NOT_FOUND
      ? 'no such program'
      : `${signal === null ? `exit code ${code}` : `signal ${signal}`}${last && `, ${last}`}`;
  throw new Problem({ where: program, expected: `\`${args.slice(0, 4).join(' ')}…\` to succeed`, found, todo });
}
