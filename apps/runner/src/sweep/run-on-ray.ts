import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot, runCommand } from '@reprise/base';
import { SERVER_VARIABLE, TOKEN_VARIABLE } from '../cache/variables';
import { statusOf } from '../status-of';
import { ensureRay, RAY_FOLDER } from './ensure-ray';
import { planTasks } from './plan-tasks';

/**
 * Runs a sweep's tasks on a Ray cluster, see apps/runner/ray/sweep.py; what they make is in the shared cache then.
 *
 * @param address of the cluster, `HOST:6379`; `auto` for the one that runs on this machine
 * @returns the exit status: 0 when every task is done
 */
export async function runOnRay(profile: string, address: string): Promise<number> {
  const python = await ensureRay();
  const describe = ['describe', '--always', '--dirty', '--abbrev=40'];
  const todo = 'Run it in a clone of the repository, with git.';
  const clone = await runCommand('git', describe, { seconds: 30, cwd: repositoryRoot(), todo });
  const { [SERVER_VARIABLE]: server = '', [TOKEN_VARIABLE]: token = '' } = process.env;
  const asked = JSON.stringify({
    tasks: await planTasks(profile),
    clone: clone.trim(),
    environment: { [SERVER_VARIABLE]: server, [TOKEN_VARIABLE]: token },
  });
  const child = spawn(python, [join(RAY_FOLDER, 'sweep.py')], {
    env: { ...process.env, RAY_ADDRESS: address },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.on('error', () => undefined); // it may end before it has read all
  child.stdin.end(asked);
  return statusOf(child);
}
