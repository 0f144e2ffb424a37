import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { scratchEnvironment, withScratchWorkspace } from './scratch-workspace';

const ROOT = repositoryRoot();
const manifest = (root: string): string => join(root, 'artifacts/data/urls/manifest.json');

test('a task writes into the copy, which is removed afterwards', async () => {
  const place = await withScratchWorkspace(async (root) => {
    expect(existsSync(join(root, 'artifacts'))).toBe(false);
    const options = { cwd: root, env: scratchEnvironment(root), encoding: 'utf8', stdio: 'pipe' } as const;
    execFileSync('node_modules/.bin/nx', ['run', 'data:urls'], options);
    expect(readFileSync(manifest(root), 'utf8')).toBe(readFileSync(manifest(ROOT), 'utf8'));
    expect(readdirSync(join(root, '.nx'))).toContain('cache');
    const nx = execFileSync('node_modules/.bin/nx', ['run', 'data:urls'], options);
    expect(nx).toMatch(/1\/1 hit/);
    return root;
  });
  expect(existsSync(place)).toBe(false);
});

test('workspace packages and the link to the native library are the copy’s, other packages are shared', () =>
  withScratchWorkspace(
    async (root) => {
      expect(realpathSync(join(root, 'node_modules/@reprise/data'))).toBe(join(root, 'packages/data'));
      expect(realpathSync(join(root, 'node_modules/.bin/reprise'))).toBe(join(root, 'apps/runner/bin/reprise.js'));
      expect(realpathSync(join(root, 'node_modules/nx'))).toBe(realpathSync(join(ROOT, 'node_modules/nx')));
      const link = 'node_modules/@tensorflow/tfjs-node-gpu/deps';
      expect(realpathSync(join(root, link))).toBe(join(root, link));
      expect(existsSync(join(root, 'artifacts/data/urls/manifest.json'))).toBe(true);
    },
    { data: true },
  ));

test('its environment has no variables of an enclosing Nx', () => {
  process.env['NX_TASK_HASH'] = 'x';
  const env = scratchEnvironment('/copy', { XDG_CACHE_HOME: '/cache' });
  delete process.env['NX_TASK_HASH'];
  expect(Object.keys(env).filter((name) => /^(NX_|REPRISE_)/.test(name))).toEqual([]);
  expect(env).toMatchObject({ XDG_CACHE_HOME: '/cache' });
  expect(env['PATH']).toMatch(/^\/copy\/node_modules\/\.bin:/);
});
