import { execFile } from 'node:child_process';
import { Problem } from './problem';

/**
 * Runs a program without a shell and without input.
 * @param options.seconds after which it is ended
 * @returns its standard output
 * @throws Problem when the program is missing, takes longer, or exits with another code than 0 (its last lines are told)
 */
export function runCommand(
  program: string,
  args: string[],
  { seconds, cwd, todo }: { seconds: number; cwd?: string; todo: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd, timeout: seconds * 1000, maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: 'C.UTF-8' } },
      (error, stdout, stderr) => {
        if (error === null) return resolve(stdout);
        const last = stderr.trim().split('\n').slice(-2).join(' / ').slice(-400);
        const found =
          error.code === 'ENOENT'
            ? 'no such program'
            : error.killed
              ? `no end after ${seconds} s`
              : `exit code ${error.code}${last && `, ${last}`}`;
        reject(new Problem({ where: program, expected: `\`${args.slice(0, 4).join(' ')}…\` to work`, found, todo }));
      },
    );
    child.stdin?.end();
  });
}
