import { type ChildProcess, spawn } from 'node:child_process';
import { repositoryRoot } from '@reprise/base';

export interface Ended {
  /** The exit status; -1 after a signal. */
  code: number;
  stdout: string;
  stderr: string;
}

/** A running command and its output so far. */
export interface Running extends Ended {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Waits for `text` on either stream; rejects if the command ends without it. */
  says(text: string): Promise<void>;
}

export interface StartOptions {
  /** Additional environment variables. */
  env?: Record<string, string>;
  /** Starts a process group, which a test can signal as a terminal does. */
  leads?: boolean;
}

/** Starts Node with `args` in the repository's root, with standard input open. */
export function start(args: string[], { env = {}, leads = false }: StartOptions = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd: repositoryRoot(),
    env: { ...process.env, FORCE_COLOR: undefined, ...env }, // Jest sets it in a terminal
    stdio: 'pipe',
    detached: leads,
  });
  const heard = new Set<() => void>();
  const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    running[stream] += chunk.toString();
    heard.forEach((listener) => listener());
  };
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      running.code = code ?? -1;
      resolve(running);
    });
  });
  const running: Running = {
    child,
    code: -1,
    stdout: '',
    stderr: '',
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!(running.stdout + running.stderr).includes(text)) return;
          heard.delete(look);
          resolve();
        };
        heard.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without "${text}": ${running.stderr}`)));
      }),
  };
  child.stdout.on('data', hear('stdout'));
  child.stderr.on('data', hear('stderr'));
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  return running;
}

/** Runs Node with `args` and `input` as standard input, to its end. */
export function run(args: string[], input = '', options?: StartOptions): Promise<Ended> {
  const { child, ended } = start(args, options);
  child.stdin?.end(input);
  return ended;
}

/** Node's arguments for the `reprise` command. */
export const reprise = (...args: string[]): string[] => ['apps/runner/bin/reprise.js', ...args];
