import { type ChildProcess, spawn } from 'node:child_process';
import { repositoryRoot } from '@reprise/base';

export interface Ended {
  /** The exit status, or -1 where a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
}

/** A command that runs, and what it has said so far. */
export interface Running extends Ended {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Waits until it has said `text`, on either stream; fails where it ends without. */
  says(text: string): Promise<void>;
}

export interface StartOptions {
  /** Variables beside this process's own. */
  env?: Record<string, string>;
  /** Whether it leads a process group, which a test can signal as a terminal does. */
  leads?: boolean;
}

/** Starts Node with `args` in the repository's root. Standard input stays open. */
export function start(args: string[], { env = {}, leads = false }: StartOptions = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd: repositoryRoot(),
    env: { ...process.env, ...env },
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
  child.stdin.on('error', () => undefined); // it may end before it has read all
  return running;
}

/** Runs Node with `args`, and `input` as standard input, to its end. */
export function run(args: string[], input = '', options?: StartOptions): Promise<Ended> {
  const { child, ended } = start(args, options);
  child.stdin?.end(input);
  return ended;
}

/** Arguments that run the command as people do. */
export const reprise = (...args: string[]): string[] => ['apps/runner/bin/reprise.js', ...args];
