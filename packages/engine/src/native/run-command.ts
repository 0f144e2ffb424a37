import { spawn } from 'node:child_process';

export interface Outcome {
  /** 0 when all went well. */
  code: number | null;
  signal: NodeJS.Signals | null;
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
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Not spawn's own `timeout`: where the program is missing, Node 20 keeps that timer, and the process waits for it.
    const timer = options.limitMs === undefined ? undefined : setTimeout(() => child.kill(), options.limitMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (both += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (both += text));
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, tail: lastLines(both, 12) });
    };
    child.on('error', (error) => {
      both += `${error.message}\n`;
      end(null, null);
    });
    child.on('close', (code, signal) => end(code, signal));
  });
}
