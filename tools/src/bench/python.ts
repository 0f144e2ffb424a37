import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asProblem, repositoryRoot, runCommand } from '@reprise/data';

const REQUIREMENTS = join(__dirname, 'requirements.txt');
const SECONDS = 900;
const todo = 'Install Python 3.11 to 3.13 with venv (Debian, Ubuntu: `apt-get install python3-venv`).';

/**
 * The Python of a virtual environment with the peers that requirements.txt pins by digest; makes it when it is not there.
 * @returns the program, or why there is none
 */
export async function peersPython(say: (line: string) => void): Promise<{ python: string } | { missing: string }> {
  const folder = join(repositoryRoot(), '.reprise', 'bench-venv');
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'reprise-requirements');
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { python };
  try {
    rmSync(folder, { recursive: true, force: true });
    say('Making a virtual environment with Keras (once, about a minute)');
    await runCommand('python3', ['-m', 'venv', folder], { seconds: SECONDS, todo });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    await runCommand(python, pip, { seconds: SECONDS, todo });
    writeFileSync(stamp, wanted);
    return { python };
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    return { missing: problem.message };
  }
}
