import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Problem } from '../errors/problem';
import { NOT_FOUND, spawnBound } from './spawn-bound';

/**
 * Runs a program without a shell and without input. It ends with this process, see {@link spawnBound}.
 * @param options.seconds after which it is ended
 * @returns its standard output
 * @throws Problem when the program is missing, takes longer, or exits with another code than 0 (its last lines are told)
 */
export async function runCommand(
  program: string,
  args: string[],
  { seconds, cwd, todo }: { seconds: number; cwd?: string; todo: string },
): Promise<string> {
  const { process: child, end } = spawnBound(program, args, { cwd, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, seconds * 1000);
  const problem = (found: string): Problem =>
    new Problem({ where: program, expected: `\`${args.slice(0, 4).join(' ')}…\` to work`, found, todo });
  try {
    const closed = once(child, 'close');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    if (code === 0) return stdout;
    if (late) throw problem(`no end after ${seconds} s`);
    if (code === NOT_FOUND) throw problem('no such program');
    const last = stderr.trim().split('\n').slice(-2).join(' / ').slice(-400);
    throw problem(`${signal === null ? `exit code ${code}` : `signal ${signal}`}${last && `, ${last}`}`);
  } finally {
    clearTimeout(timer);
  }
}
