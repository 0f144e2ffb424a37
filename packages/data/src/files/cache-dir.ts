import { join } from 'node:path';
import envPaths from 'env-paths';

/**
 * A folder below the user's cache directory (`$XDG_CACHE_HOME/reprise` or `~/.cache/reprise` on Linux, the platform's
 * own elsewhere). All that stands in it can be deleted at any time; it is named by content, so that clones share it.
 */
export const cacheDir = (...below: string[]): string => join(envPaths('reprise', { suffix: '' }).cache, ...below);
