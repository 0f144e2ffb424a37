import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest, cacheDir, repositoryRoot, runCommand, withLock } from '@reprise/data';

/** The folder of this app that holds what is Python. */
export const RAY_FOLDER = join(repositoryRoot(), 'apps', 'runner', 'ray');

/**
 * Puts Ray in place, in a Python environment of its own in the user's cache: pip verifies each file's digest. Returns at
 * once when it is there.
 *
 * @returns the environment's Python
 * @throws Problem when there is no Python 3.10 or newer with venv, or pip fails
 */
export async function ensureRay(): Promise<string> {
  const requirements = join(RAY_FOLDER, 'requirements.txt');
  const folder = cacheDir('ray', digest(readFileSync(requirements)).slice(0, 16));
  const python = join(folder, 'bin', 'python');
  // Its programs know the path that they were made at, so it is made in place, and this says that it is whole.
  const whole = join(folder, 'whole');
  if (existsSync(whole)) return python;
  await withLock(folder, async () => {
    if (existsSync(whole)) return;
    console.error('Ray: installing it into an environment of its own (80 MB are fetched)');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const todo =
      'Install Python 3.10 or newer with venv and pip (`apt-get install python3-venv`), or look at the network.';
    await runCommand('python3', ['-m', 'venv', folder], { seconds: 120, todo });
    const pip = ['-m', 'pip', 'install', '--require-hashes', '--only-binary=:all:', '--disable-pip-version-check'];
    await runCommand(python, [...pip, '--quiet', `--requirement=${requirements}`], { seconds: 900, todo });
    await writeFile(whole, '');
  });
  return python;
}
