import { spawn } from 'node:child_process';

export interface Outcome {
  /** 0 when all went well. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** True when there is no such program. */
  missing: boolean;
  stdout: string;
  /** The last lines of what it wrote to standard output and standard error, for a message. */
  tail: string;
}

const lastLines = (text: string, count: number): string =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');

/** Runs a program without a shell, and waits. Never throws: what went wrong is in the outcome. */
export function runCommand(
  [program, ...args]: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; limitMs?: number } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    let stdout = '';
    let both = '';
    const child = spawn(program, args, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      timeout: options.limitMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A terminal's Ctrl-C reaches the child by itself; a signal sent to us alone must not leave it behind.
    const stop = (): void => void child.kill();
    process.once('exit', stop);
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (both += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (both += text));
    const end = (code: number | null, signal: NodeJS.Signals | null, missing: boolean): void => {
      process.off('exit', stop);
      resolve({ code, signal, missing, stdout, tail: lastLines(both, 12) });
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      both += `${error.message}\n`;
      end(null, null, error.code === 'ENOENT' || error.code === 'EACCES');
    });
    child.on('close', (code, signal) => end(code, signal, false));
  });
}
