import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '@reprise/base';
import { cacheRoot } from './cache-root';

describe('cacheRoot', () => {
  (process.platform === 'linux' ? it : it.skip)('is cacheDir()', () => {
    expect(cacheRoot(process.env)).toBe(cacheDir());
  });

  it.each([
    ['the XDG folder', { XDG_CACHE_HOME: '/somewhere' }, '/somewhere/reprise'],
    ['home, where it is unset', {}, join(homedir(), '.cache/reprise')],
    ['home, where it is empty', { XDG_CACHE_HOME: '' }, join(homedir(), '.cache/reprise')],
  ])('is below %s', (_, env, expected) => {
    expect(cacheRoot(env)).toBe(expected);
  });
});
