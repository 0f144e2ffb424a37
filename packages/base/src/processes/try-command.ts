import { spawnBound } from './spawn-bound';

export interface Outcome {
  /** 0 when all went well, 127 where there is no such program. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** Standard output and standard error, as they came. */
  output: string;
  /** The last lines of `output`, for a message. */
  tail: string;
}

const lastLines = (text: string, count: number): string =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');

/**
 * Runs a program without a shell, and waits. Unlike `runCommand` it never throws: what went wrong is in
 * the outcome. The program ends with this process, and so does all that it has started.
 * @param options.limitMs milliseconds after which it is ended; none by default
 */
export function tryCommand(
  [program, ...args]: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; limitMs?: number } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    let stdout = '';
    let output = '';
    const { process: child, end } = spawnBound(program, args, options);
    const timer = options.limitMs === undefined ? undefined : setTimeout(end, options.limitMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (output += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = (code: number | null, signal: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, output, tail: lastLines(output, 12) });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      ended(null, null);
    });
    child.on('close', ended);
  });
}
