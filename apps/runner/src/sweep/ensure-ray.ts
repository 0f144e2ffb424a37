import { join } from 'node:path';
import { cacheDir, pythonEnvironment, repositoryRoot } from '@reprise/base';

/** The folder of this app that holds what is Python. */
export const RAY_FOLDER = join(repositoryRoot(), 'apps', 'runner', 'ray');

/**
 * Puts Ray in place, in a Python environment of its own in the user's cache. Returns at once when it is there.
 * @returns the environment's Python
 * @throws Problem when there is no Python with venv, or pip fails
 */
export const ensureRay = (): Promise<string> =>
  pythonEnvironment(cacheDir('ray'), join(RAY_FOLDER, 'requirements.txt'), () =>
    console.error('Ray: installing it into an environment of its own (80 MB are fetched)'),
  );
