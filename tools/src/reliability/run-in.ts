import { spawn } from 'node:child_process';
import { scratchEnvironment } from './scratch-workspace';

/** A command in a scratch workspace, ended. */
export interface Ended {
  /** The command line, for messages. */
  line: string;
  /** Exit status; 128 and more after a signal. */
  status: number;
  /** Standard output and standard error, as they came. */
  output: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** After which it is killed, with what it started; 180 by default. */
  seconds?: number;
}

/**
 * Runs a command of a scratch workspace's own programs in it.
 * @example
 * await runIn(root, ['ts-node', 'packages/data/src/main.ts', 'urls']); // { status: 0, … }
 */
export function runIn(root: string, command: string[], { env = {}, seconds = 180 }: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: root,
      env: scratchEnvironment(root, env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, of which nobody stays behind
    });
    const kill = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // All of it has ended.
      }
    };
    process.once('exit', kill); // where a signal ends this process
    let output = '';
    const hear = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = setTimeout(() => {
      output += `\nkilled after ${seconds} s`;
      kill();
    }, seconds * 1000);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      process.off('exit', kill);
      resolve({ line: command.join(' '), status: code ?? (signal === null ? 255 : 128), output });
    });
  });
}
