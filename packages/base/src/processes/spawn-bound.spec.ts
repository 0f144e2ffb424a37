import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive';
import { repositoryRoot } from '../folders/repository-root';
import { spawnBound } from './run-command';

/** Waits until all of these processes have ended. */
async function gone(pids: number[]): Promise<boolean> {
  for (let i = 0; i < 100 && pids.some(isAlive); i++) await sleep(50);
  return !pids.some(isAlive);
}

/** A program that starts another one and prints both process ids. */
const FAMILY = 'sleep 60 & echo $$ $!; wait';

async function familyOf(stdout: NodeJS.ReadableStream): Promise<number[]> {
  const [said] = (await once(stdout, 'data')) as [Buffer];
  return said.toString().trim().split(' ').map(Number);
}

const ended = async (program: string, args: string[]): Promise<[number | null, NodeJS.Signals | null]> => {
  const child = spawnBound(program, args);
  child.stdout.resume();
  child.stderr.resume();
  return (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
};

test('reports a program’s exit code and signal', async () => {
  expect(await ended('sh', ['-c', 'exit 3'])).toEqual([3, null]);
  expect(await ended('sh', ['-c', 'kill -ILL $$'])).toEqual([null, 'SIGILL']);
  expect(await ended('reprise-has-no-such-program', [])).toEqual([127, null]);
});

test('passes arguments unchanged and no input', async () => {
  const child = spawnBound('sh', ['-c', 'cat; printf "%s|" "$@"', 'x', 'a b', '$HOME', "'"]);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe("a b|$HOME|'|");
});

test('ends with all processes that it started', async () => {
  const bound = spawnBound('sh', ['-c', FAMILY]);
  const family = await familyOf(bound.stdout);
  expect(family.map(isAlive)).toEqual([true, true]);
  bound.stdin.destroy();
  expect(await gone(family)).toBe(true);
});

test('ends if the calling process is killed', async () => {
  const script = `require('./packages/base/src/processes/run-command.ts').spawnBound('sh', ['-c', ${JSON.stringify(FAMILY)}]).stdout.pipe(process.stdout)`;
  const env = { ...process.env, TS_NODE_PROJECT: 'packages/data/tsconfig.json' };
  const parent = spawn(process.execPath, ['-r', 'ts-node/register', '-e', script], { cwd: repositoryRoot(), env });
  const family = await familyOf(parent.stdout);
  expect(family.map(isAlive)).toEqual([true, true]);
  parent.kill('SIGKILL');
  expect(await gone(family)).toBe(true);
});
