import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Problem } from '@reprise/base';
import { type Answer, MARK, type Request } from './protocol';

/** A process that trains one model in its own way, and waits between turns. */
export interface Contender {
  readonly name: string;
  /** From the start of the process until its first step was trained, in ms. */
  readonly startup: number;
  ask(request: Request): Promise<Answer>;
  end(): Promise<void>;
}

/**
 * Starts a contender and waits until it has trained one step.
 * @param command program and arguments
 * @throws Problem with its last lines when it ends before it answers
 */
export async function startContender(
  name: string,
  command: string[],
  env: NodeJS.ProcessEnv = {},
  first: Request = { do: 'start' },
): Promise<Contender> {
  const started = performance.now();
  const child: ChildProcess = spawn(command[0], command.slice(1), {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const tail: string[] = [];
  const note = (line: string): void => void (tail.push(line), tail.splice(0, tail.length - 12));
  let settle: { resolve(answer: Answer): void; reject(error: unknown): void } | undefined;
  const failed = (found: string): Problem =>
    new Problem({ where: `bench, ${name}`, expected: 'an answer', found, todo: 'Mend that, or leave it out.' });
  const over = new Promise<void>((resolve) => {
    child.on('error', (error) => (settle?.reject(failed(error.message)), resolve()));
    child.on('exit', (code, signal) => {
      settle?.reject(failed(`its end (${signal ?? `exit status ${code}`}):\n${tail.join('\n')}\n`));
      resolve();
    });
  });
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', note);
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    if (!line.startsWith(MARK)) return note(line);
    settle?.resolve(JSON.parse(line.slice(MARK.length)) as Answer);
    settle = undefined;
  });
  const ask = (request: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (child.exitCode !== null || child.signalCode !== null) return reject(failed('no process'));
      settle = { resolve, reject };
      child.stdin?.write(JSON.stringify(request) + '\n');
    });
  await ask(first);
  return {
    name,
    startup: performance.now() - started,
    ask,
    end() {
      child.stdin?.end();
      return over;
    },
  };
}
