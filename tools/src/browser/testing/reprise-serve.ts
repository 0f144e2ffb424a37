import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { repositoryRoot } from '@reprise/base';

/**
 * Runs `reprise serve` on a free port.
 * @param preloaded a file that Node loads first; the process then has a channel for messages
 * @throws Error with its output when it ends before it serves
 */
export async function repriseServe(
  profile: string,
  seed: number,
  preloaded?: string,
): Promise<{ origin: string; child: ChildProcess; close: () => Promise<void> }> {
  const args = ['serve', '--port', '0', '--profile', profile, '--seed', String(seed)];
  const [first, channel] = preloaded === undefined ? [[], []] : [['--require', preloaded], ['ipc' as const]];
  const child = spawn(process.execPath, [...first, 'apps/runner/bin/reprise.js', ...args], {
    cwd: repositoryRoot(),
    stdio: ['ignore', 'pipe', 'pipe', ...channel],
  });
  const { stdout, stderr } = child as ChildProcess & Record<'stdout' | 'stderr', Readable>;
  const ended = once(child, 'exit');
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, served] = / at (http:\/\/[\d.]+:\d+)\//.exec(said) ?? [];
      if (served) resolve(served);
    };
    stdout.on('data', hear);
    stderr.on('data', hear);
    child.on('exit', () => reject(new Error(`reprise serve ended: ${said}`)));
  });
  return {
    origin,
    child,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
