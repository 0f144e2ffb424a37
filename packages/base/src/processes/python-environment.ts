import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../files/digest';
import { withLock } from '../files/lock';
import { runCommand } from './run-command';

const SECONDS = 900;

/**
 * A Python environment of its own (`venv`) with the packages that a requirements file pins by digest; made at first use and
 * after a change of that file, by one process while others wait.
 *
 * @param folder where it lies; what stood there goes
 * @param requirements path of the file, which has `--require-hashes`
 * @param say told before it is made, which takes a minute and the network
 * @returns its Python
 * @throws Problem when there is no Python with venv, or pip fails
 */
export async function pythonEnvironment(folder: string, requirements: string, say: () => void): Promise<string> {
  const todo = 'Install Python 3.11 to 3.13 with venv (Debian, Ubuntu: `apt-get install python3-venv`).';
  const python = join(folder, 'bin', 'python');
  // Its programs know the path that they were made at, so it is made in place, and this says that it is whole.
  const stamp = join(folder, 'reprise-requirements');
  const wanted = digest(readFileSync(requirements));
  const there = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (there()) return python;
  await withLock(folder, async () => {
    if (there()) return;
    say();
    await rm(folder, { recursive: true, force: true });
    await runCommand('python3', ['-m', 'venv', folder], { seconds: SECONDS, todo });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await runCommand(python, pip, { seconds: SECONDS, todo });
    await writeFile(stamp, wanted);
  });
  return python;
}
