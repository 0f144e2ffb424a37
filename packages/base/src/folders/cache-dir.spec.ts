import { join } from 'node:path';
import { withEnvironment } from '../testing/with-environment';
import { cacheDir } from './cache-dir';

(process.platform === 'linux' ? test : test.skip)('is below XDG_CACHE_HOME', async () => {
  const found = await withEnvironment({ XDG_CACHE_HOME: '/somewhere' }, async () => cacheDir('a', 'b'));
  expect(found).toBe(join('/somewhere', 'reprise', 'a', 'b'));
});

test('refuses a relative path, which would be another folder in each working directory', () =>
  withEnvironment({ XDG_CACHE_HOME: 'cache' }, async () => {
    expect(() => cacheDir()).toThrow(
      /cache: expected the user's home folder, found the relative path "cache"\. Set HOME/,
    );
  }));
