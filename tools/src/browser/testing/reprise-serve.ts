import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repositoryRoot } from '@reprise/base';

/**
 * Runs `reprise serve` on a free port.
 * @throws Error with its output when it ends before it serves
 */
export async function repriseServe(
  profile: string,
  seed: number,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const args = ['serve', '--port', '0', '--profile', profile, '--seed', String(seed)];
  const child = spawn(process.execPath, ['apps/runner/bin/reprise.js', ...args], {
    cwd: repositoryRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, served] = / at (http:\/\/[\d.]+:\d+)\//.exec(said) ?? [];
      if (served) resolve(served);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => reject(new Error(`reprise serve ended: ${said}`)));
  });
  return {
    origin,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
