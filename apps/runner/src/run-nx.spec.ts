import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, repositoryRoot } from '@reprise/base';
import { listProcesses } from '@reprise/base/testing';
import { runNx } from './run-nx';
import { reprise, start } from './testing/command';

/**
 * A seed that nobody else uses here, so that the folders are this test's own; another each time, since Nx would have the
 * result of one that was through before its signal came.
 */
const SEED = 1_000_000 + process.pid;
const train = reprise('train', 'birnn', '--profile', 'quick', '--seed', String(SEED));
const CHECKPOINTS = join(repositoryRoot(), '.reprise', 'checkpoints');

/** Processes of the training. */
const left = (): string[] =>
  listProcesses()
    .map(({ command }) => command)
    .filter((line) => line.includes(`--seed=${SEED}`) || line.includes(`--seed ${SEED}`));

afterAll(() => {
  rmSync(artifactsDir('quick', 'birnn', `seed-${SEED}`), { recursive: true, force: true });
  const checkpoints = readdirSync(CHECKPOINTS).filter((name) => name.startsWith(`birnn-quick-seed-${SEED}-`));
  for (const name of checkpoints) rmSync(join(CHECKPOINTS, name));
});

test('Ctrl+C, or a signal to the command alone, ends Nx and its tasks, and the same command goes on', async () => {
  const interrupted = start(train, { leads: true });
  await interrupted.says('birnn epoch 2/2');
  // As a terminal does: the whole group gets it.
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

test('the status of Nx is handed on, and with `quiet` standard output is left alone', async () => {
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
