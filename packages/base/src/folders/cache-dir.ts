import { isAbsolute, join } from 'node:path';
import { Problem } from '../errors/problem';

/**
 * A folder in the user's cache directory: `$XDG_CACHE_HOME/reprise` or `~/.cache/reprise` on Linux, the platform's own
 * elsewhere. Clones share it, and it can be deleted at any time.
 * @throws Problem if the user has no home folder, or its path is relative
 */
export function cacheDir(...below: string[]): string {
  try {
    // It asks for the home folder when it is loaded, and throws if there is none.
    const envPaths = require('env-paths') as typeof import('env-paths').default;
    const { cache } = envPaths('reprise', { suffix: '' });
    // A relative path would be another cache in each working directory.
    if (!isAbsolute(cache)) throw new Error(`${cache} is a relative path`);
    return join(cache, ...below);
  } catch (cause) {
    const todo = 'Set HOME or XDG_CACHE_HOME to the absolute path of a folder that you may write.';
    const relative = process.env['XDG_CACHE_HOME'] || process.env['HOME'];
    const found = relative ? `the relative path ${JSON.stringify(relative)}` : 'none';
    throw new Problem({ where: 'cache', expected: "the user's home folder", found, todo }, { cause });
  }
}
