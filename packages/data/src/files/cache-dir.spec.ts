import { join } from 'node:path';
import { withEnvironment } from '../testing/with-environment';
import { cacheDir } from './cache-dir';

(process.platform === 'linux' ? test : test.skip)('lies below XDG_CACHE_HOME', async () => {
  const found = await withEnvironment({ XDG_CACHE_HOME: '/somewhere' }, async () => cacheDir('a', 'b'));
  expect(found).toBe(join('/somewhere', 'reprise', 'a', 'b'));
});
