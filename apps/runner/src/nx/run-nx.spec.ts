import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, repositoryRoot } from '@reprise/base';
import { listProcesses } from '@reprise/base/testing';
import { reprise, start } from '../testing/command';
import { plainLine, runNx } from './run-nx';

/** A seed of this test's own, and another each time: Nx must not have a cached result. */
const SEED = 1_000_000 + process.pid;
const train = reprise('train', 'birnn', '--profile', 'quick', '--seed', String(SEED));
const CHECKPOINTS = join(repositoryRoot(), '.reprise', 'checkpoints');

/** Processes of the training that still run. */
const left = (): string[] =>
  listProcesses()
    .map(({ command }) => command)
    .filter((line) => line.includes(`--seed=${SEED}`) || line.includes(`--seed ${SEED}`));

afterAll(() => {
  rmSync(artifactsDir('quick', 'birnn', `seed-${SEED}`), { recursive: true, force: true });
  const checkpoints = readdirSync(CHECKPOINTS).filter((name) => name.startsWith(`birnn-quick-seed-${SEED}-`));
  for (const name of checkpoints) rmSync(join(CHECKPOINTS, name));
});

test('Ctrl+C, or a signal to the command alone, ends Nx and its tasks; the same command resumes', async () => {
  const interrupted = start(train, { leads: true });
  await interrupted.says('birnn epoch 2/2');
  // To the whole group, as a terminal does.
  process.kill(-(interrupted.child.pid as number), 'SIGINT');
  expect(await interrupted.ended).toMatchObject({ code: 130 });
  expect(interrupted.stderr).toMatch(/Stopped\. .* run the same command again\.\n$/);
  expect(left()).toEqual([]);

  const ended = start(train);
  await ended.says('continuing after epoch');
  ended.child.kill('SIGTERM');
  expect(await ended.ended).toMatchObject({ code: 143 });
  expect(ended.stderr).toMatch(/Stopped\. /);
  expect(left()).toEqual([]);
}, 180_000);

test('returns the status of Nx; with `quiet` writes nothing to standard output', async () => {
  const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const status = await runNx(['run', 'data:nothing'], { quiet: true });
  const said = err.mock.calls.map(([chunk]) => String(chunk)).join('');
  expect(out).not.toHaveBeenCalled();
  jest.restoreAllMocks();
  expect(status).toBe(1);
  expect(said).toMatch(/Cannot find .*data:nothing/);
  expect(said).not.toContain('Stopped');
});

test.each([
  ['as it is  ', 'as it is'],
  ['', ''],
  ['\u001b[32m✔\u001b[39m  nx run data:urls', '✔  nx run data:urls'],
  // A progress bar: from column 1, a bar, and the rest of the row cleared.
  ['\u001b[1G░░ a 0 %\u001b[0K\u001b[1G██ a 100 %\u001b[0K', '██ a 100 %'],
  ['a 1 %\ra 2 %\r', 'a 2 %'],
  ['\u001b[?25l\u001b[G\u001b[2K', ''],
  ['a\bb', 'ab'],
  ['a\u001b', 'a'],
  ['a\u0000\u007f\u009c', 'a'],
  ['a\tb', 'a\tb'],
])('%j as a plain line', (line, expected) => expect(plainLine(line)).toBe(expected));
