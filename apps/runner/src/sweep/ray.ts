import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cacheDir, pythonEnvironment, repositoryRoot, runCommand } from '@reprise/base';
import { SERVER_VARIABLE, TOKEN_VARIABLE } from '../cache/cache-handler';
import { exitStatusOf } from '../nx/run-nx';
import { planTasks } from './plan-tasks';

const FOLDER = join(repositoryRoot(), 'apps', 'runner', 'ray');

/**
 * Installs Ray into a Python environment in the user's cache, unless it is installed.
 * @returns the environment's Python
 * @throws Problem when Python or its venv module is missing, or pip fails
 */
export const installRay = (): Promise<string> =>
  pythonEnvironment(cacheDir('ray'), join(FOLDER, 'requirements.txt'), () =>
    console.error('Installing Ray into its own Python environment (80 MB download)'),
  );

/**
 * Runs a sweep's tasks on a Ray cluster, see apps/runner/ray/sweep.py. Their results end up in the shared cache.
 *
 * @param address of the cluster, `HOST:6379`; `auto` is the one on this machine
 * @returns the exit status: 0 when every task is done
 */
export async function runOnRay(profile: string, address: string): Promise<number> {
  const python = await installRay();
  const describe = ['describe', '--always', '--dirty', '--abbrev=40'];
  const todo = 'Run it in a clone of the repository, with git installed.';
  const clone = await runCommand('git', describe, { seconds: 30, cwd: repositoryRoot(), todo });
  const { [SERVER_VARIABLE]: server = '', [TOKEN_VARIABLE]: token = '' } = process.env;
  const job = JSON.stringify({
    tasks: await planTasks(profile),
    clone: clone.trim(),
    environment: { [SERVER_VARIABLE]: server, [TOKEN_VARIABLE]: token },
  });
  const child = spawn(python, [join(FOLDER, 'sweep.py')], {
    env: { ...process.env, RAY_ADDRESS: address },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  child.stdin.end(job);
  return exitStatusOf(child);
}
