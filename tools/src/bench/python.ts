import { join } from 'node:path';
import { asProblem, pythonEnvironment, repositoryRoot } from '@reprise/base';

/**
 * The Python of a virtual environment with the peers that requirements.txt pins by digest; makes it when it is not there.
 * @returns the program, or why there is none
 */
export async function peersPython(say: (line: string) => void): Promise<{ python: string } | { missing: string }> {
  const folder = join(repositoryRoot(), '.reprise', 'bench-venv');
  try {
    const python = await pythonEnvironment(folder, join(__dirname, 'requirements.txt'), () =>
      say('Making a virtual environment with Keras (once, about a minute)'),
    );
    return { python };
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    return { missing: problem.message };
  }
}
