import { isAbsolute, join } from 'node:path';
import { Problem } from '../errors/problem';

/**
 * A folder below the user's cache directory (`$XDG_CACHE_HOME/reprise` or `~/.cache/reprise` on Linux, the platform's
 * own elsewhere). All that stands in it can be deleted at any time; it is named by content, so that clones share it.
 * @throws Problem when the user has no home folder, or it is none by its whole path
 */
export function cacheDir(...below: string[]): string {
  try {
    // Asks for the home folder as soon as it is loaded, and throws where there is none.
    const envPaths = require('env-paths') as typeof import('env-paths').default;
    const { cache } = envPaths('reprise', { suffix: '' });
    // Relative to a working folder that differs from command to command, it would be another cache for each.
    if (!isAbsolute(cache)) throw new Error(`${cache} is a relative path`);
    return join(cache, ...below);
  } catch (cause) {
    const todo = 'Set HOME, or XDG_CACHE_HOME, to a folder that you may write.';
    const relative = process.env['XDG_CACHE_HOME'] || process.env['HOME'];
    const found = relative ? `the relative path ${JSON.stringify(relative)}` : 'none';
    throw new Problem({ where: 'cache', expected: "the user's home folder", found, todo }, { cause });
  }
}
