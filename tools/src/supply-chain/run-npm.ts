import { execFile } from 'node:child_process';
import { repositoryRoot } from '@reprise/base';

export interface NpmAnswer {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs npm in the repository, whatever status it ends with. @throws Error when there is no npm */
export const runNpm = (args: string[], cwd = repositoryRoot()): Promise<NpmAnswer> =>
  new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 1 << 28, timeout: 600_000 };
    execFile('npm', args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
