import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../files/digest';
import { withLock } from '../folders/lock';
import { runCommand } from './run-command';

/**
 * A Python environment (`venv`) with the packages of a requirements file. It is created at first use and after a change of
 * that file; other processes wait.
 *
 * @param folder where it goes; a previous content is deleted
 * @param requirements the path of the file, which pins digests (`--require-hashes`)
 * @param onCreate called before it is created, which takes a minute and the network
 * @returns the path of its Python
 * @throws Problem if there is no Python with venv, or pip fails
 */
export async function pythonEnvironment(folder: string, requirements: string, onCreate: () => void): Promise<string> {
  const options = {
    seconds: 900,
    todo: 'Install Python 3.11 to 3.13 with venv (Debian, Ubuntu: `apt-get install python3-venv`).',
  };
  const python = join(folder, 'bin', 'python');
  // Written last. The environment cannot be renamed into place: its programs contain its path.
  const stamp = join(folder, 'reprise-requirements');
  const wanted = digest(readFileSync(requirements));
  const isComplete = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isComplete()) return python;
  await withLock(folder, async () => {
    if (isComplete()) return;
    onCreate();
    await rm(folder, { recursive: true, force: true });
    await runCommand('python3', ['-m', 'venv', folder], options);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await runCommand(python, pip, options);
    await writeFile(stamp, wanted);
  });
  return python;
}
