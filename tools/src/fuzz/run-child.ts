import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { repositoryRoot } from '@reprise/base';
import { type Found, LONGEST, MOST_MEMORY } from './fuzz-subject';
import { openSandbox } from './sandbox';

/** Milliseconds until the first input: TypeScript is compiled, TensorFlow is loaded. */
const START = 120_000;
const PAGE = 4096;

export interface Job {
  id: string;
  seed: number;
  runs: number;
}

export interface ChildResult extends Found {
  /** Inputs that were begun, those of the search for the smallest one too. */
  begun: number;
}

/** Resident bytes of a process, where the system tells. */
function memoryOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
  } catch {
    return 0;
  }
}

/** Runs child.ts and returns its last line; ends it where an input takes too long or too much. */
async function runChild(
  what: 'run' | 'show',
  { id, seed, runs }: Job,
): Promise<{ begun: number; last: string; end: string }> {
  const sandbox = openSandbox();
  const bin = join(repositoryRoot(), 'apps', 'runner', 'bin', 'ts-node-cached.js');
  const file = join(__dirname, 'child.ts');
  const child = spawn(process.execPath, ['-r', bin, file, what, id, String(seed), String(runs), sandbox.root], {
    cwd: sandbox.work,
    env: { ...process.env, ...sandbox.env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let begun = 0;
  let last = '';
  let since = Date.now();
  let end = '';
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const lines = createInterface({ input: child.stdio[3] as Readable });
  lines.on('line', (line) => {
    since = Date.now();
    if (line.startsWith('@')) begun = Number(line.slice(1)) + 1;
    else last = line;
  });
  const timer = setInterval(() => {
    const waited = Date.now() - since;
    const memory = memoryOf(child.pid as number);
    // The child itself looks after each input; this is for one that does not come to its end.
    if (begun === 0 ? waited > START : waited > 2 * LONGEST) end = `nothing for ${waited} ms`;
    else if (memory > 1.2 * MOST_MEMORY) end = `${Math.round(memory / 1e6)} MB of memory`;
    if (end !== '') child.kill('SIGKILL');
  }, 200);
  const closed = new Promise<void>((resolve) => lines.once('close', resolve));
  const status = await new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `ended with ${signal ?? code}: ${said}`)),
  );
  await closed;
  clearInterval(timer);
  sandbox.remove();
  return { begun, last, end: end || status };
}

/**
 * Gives a reader its inputs in a process of its own, so that a crash, a hang or a full memory ends that process alone; and
 * says which input it was.
 */
export async function fuzzInChild(job: Job): Promise<ChildResult> {
  const { begun, last, end } = await runChild('run', job);
  if (end === '' && last !== '') return { ...(JSON.parse(last) as Found), begun };
  const shown = await runChild('show', { ...job, runs: Math.max(1, begun) });
  const input =
    shown.last === '' ? `none that can be shown: ${shown.end}` : (JSON.parse(shown.last) as { input: string }).input;
  return { read: 0, refused: 0, begun, failure: { message: end || 'ended without a word', input } };
}
