import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * `cacheDir()` of @reprise/data as it is on Linux, the one system on which a runtime is put in place, without that
 * package: linking what the cache has would otherwise take three times as long. The spec holds the two together.
 * @returns undefined where the user has neither a home nor `XDG_CACHE_HOME`, or it is a relative path
 */
export function cacheRoot(env: NodeJS.ProcessEnv): string | undefined {
  try {
    const root = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'reprise');
    return isAbsolute(root) ? root : undefined;
  } catch {
    return undefined;
  }
}
