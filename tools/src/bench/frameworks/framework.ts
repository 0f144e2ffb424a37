import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Problem } from '@reprise/base';
import { type Answer, MARK, type Request } from './protocol';

/** A process that trains one model in its own way, and waits between requests. */
export interface Framework {
  /** Milliseconds from the start of the process to its first answer. */
  readonly startup: number;
  /** {@link Answer.loss} of its first answer. */
  readonly loss: number | undefined;
  ask(request: Request): Promise<Answer>;
  end(): Promise<unknown>;
}

/** Stopped processes would outlive the bench. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Lines of output that an error quotes. */
const TAIL = 12;

/**
 * Starts a framework and waits for its first answer. Between two requests it is stopped (SIGSTOP), since some thread pools
 * spin while they wait.
 * @param name for errors
 * @param command program and arguments
 * @throws Problem with its last lines when it ends before it answers
 */
export async function startFramework(
  name: string,
  [program, ...args]: string[],
  first: Request = { do: 'start' },
): Promise<Framework> {
  const started = performance.now();
  // A group of its own: when a shell ends, the system sends SIGHUP to its groups that have stopped processes.
  const child = spawn(program, args, { detached: true });
  const tail: string[] = [];
  const note = (line: string): void => void (tail.push(line), tail.splice(0, tail.length - TAIL));
  let answered: ((answer: Answer) => void) | undefined;
  createInterface({ input: child.stderr }).on('line', note);
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith(MARK)) answered?.(JSON.parse(line.slice(MARK.length)) as Answer);
    else note(line);
  });
  child.stdin.on('error', () => undefined); // its end is reported below
  const ended = new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) => resolve(`its end (${signal ?? `exit status ${code}`}):\n${tail.join('\n')}\n`));
  });
  running.add(child);
  const ask = async (request: Request): Promise<Answer> => {
    child.kill('SIGCONT');
    const answer = new Promise<Answer>((resolve) => (answered = resolve));
    child.stdin.write(JSON.stringify(request) + '\n');
    const found = await Promise.race([answer, ended]);
    child.kill('SIGSTOP');
    if (typeof found !== 'string') return found;
    const todo = 'Fix it, or leave it out (--no-python, --models).';
    throw new Problem({ where: `bench, ${name}`, expected: 'an answer', found, todo });
  };
  const { loss } = await ask(first);
  return {
    startup: performance.now() - started,
    loss,
    ask,
    end() {
      running.delete(child);
      child.kill('SIGCONT');
      child.stdin.end();
      return ended;
    },
  };
}
