import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchEnvironment, withScratchWorkspace } from '@reprise/tools';
import { flip } from './corruption';

test('a damaged entry of Nx’s cache gives one message, is not used again, and the next run replaces it', () =>
  withScratchWorkspace(async (root) => {
    const options: ExecFileSyncOptionsWithStringEncoding = {
      cwd: root,
      env: scratchEnvironment(root),
      encoding: 'utf8',
      stdio: 'pipe',
    };
    const run = (): string => execFileSync('node_modules/.bin/nx', ['run', 'data:urls'], options);
    const artefact = join(root, 'artifacts/data/urls/x-train.npy');
    run();
    const good = readFileSync(artefact);
    const cache = join(root, '.nx/cache');
    const [entry] = readdirSync(cache).filter((name) => /^\d+$/.test(name));

    flip(join(cache, entry, 'artifacts/data/urls/x-train.npy'));
    expect(run).toThrow(/damaged ones of data:urls \(found another x-train.npy\). .* run the same command again/);
    expect(run()).toMatch(/0\/1 hit/);
    expect(readFileSync(artefact).equals(good)).toBe(true);
  }));
