import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir } from '@reprise/base';
import { Command } from 'commander';
import { runNx } from '../nx/run-nx';
import { serveWatch } from '../watch/serve-watch';
import { all, fetch, report, train } from './nx-commands';
import { sweep } from './sweep';

jest.mock('../nx/run-nx', () => ({ runNx: jest.fn(() => Promise.resolve(0)) }));

jest.mock('../watch/serve-watch', () => ({ serveWatch: jest.fn() }));

const calls = jest.mocked(runNx).mock.calls;
const written: string[] = [];

beforeEach(() => {
  calls.length = written.length = 0;
  jest.spyOn(console, 'log').mockImplementation((line: string) => void written.push(line));
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  delete process.env['REPRISE_SEED'];
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

async function type(...words: string[]): Promise<void> {
  const program = new Command().exitOverride();
  for (const add of [fetch, train, all, report, sweep]) add(program);
  await program.parseAsync(words, { from: 'user' });
}

test.each([
  ['fetch', ['run-many', '--targets=fashion-mnist,urls,vgg16,runtime', '--projects=data,tools'], undefined],
  ['fetch urls runtime', ['run-many', '--targets=urls,runtime', '--projects=data,tools'], undefined],
  ['train lenet', ['run', 'vision:lenet:full'], { seed: 1 }],
  ['train birnn-long --profile quick --seed 7', ['run', 'text:birnn-long:quick'], { seed: 7 }],
  ['all', ['run-many', '--targets=all', '--projects=runner', '--configuration=full'], { seed: 1 }],
  ['all --profile quick', ['run-many', '--targets=all', '--projects=runner', '--configuration=quick'], { seed: 1 }],
  ['sweep', ['run', 'eval:sweep'], undefined],
  [
    'sweep --profile quick',
    ['run-many', '--targets=sweep-trainings', '--projects=vision,text', '--configuration=quick'],
    undefined,
  ],
  ['report --seed 7', ['run', 'eval:report:full'], { seed: 7, quiet: false }],
])('%s runs Nx with %j', async (line, args, options) => {
  await type(...line.split(' '));
  expect(calls).toEqual([options === undefined ? [args] : [args, options]]);
});

test.each([
  ['all --watch', ['full', 1, 8081]],
  ['all --watch 0 --profile quick --seed 7', ['quick', 7, 0]],
])('%s serves the runs with %j until the run ends', async (line, expected) => {
  const close = jest.fn(async () => undefined);
  jest.mocked(serveWatch).mockResolvedValueOnce({ url: 'http://127.0.0.1:8081/#watch', address: '127.0.0.1', close });
  jest.mocked(runNx).mockImplementationOnce(async () => {
    expect(close).not.toHaveBeenCalled();
    return 1;
  });
  await type(...line.split(' '));
  expect(jest.mocked(serveWatch).mock.lastCall).toEqual(expected);
  expect(written).toEqual(['Serving the run at http://127.0.0.1:8081/#watch until it ends']);
  expect({ status: process.exitCode, closed: close.mock.calls.length }).toEqual({ status: 1, closed: 1 });
});

test('REPRISE_SEED is the default seed', async () => {
  process.env['REPRISE_SEED'] = '7';
  await type('train', 'lenet');
  await type('train', 'lenet', '--seed', '8');
  expect(calls.map(([, options]) => options)).toEqual([{ seed: 7 }, { seed: 8 }]);
});

test('exits with the status of Nx, and names no report when it failed', async () => {
  jest.mocked(runNx).mockResolvedValueOnce(130);
  await type('report');
  expect({ status: process.exitCode, written }).toEqual({ status: 130, written: [] });
});

test('prints the report’s path; with --json only its results', async () => {
  await type('report', '--profile', 'quick', '--seed', '987');
  expect(written).toEqual([expect.stringMatching(/^Report: .*artifacts\/quick\/report\/seed-987\/report\.html$/)]);

  written.length = 0;
  const folder = artifactsDir('quick', 'report', 'seed-987');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'results.json'), '{}\n');
  await type('report', '--profile', 'quick', '--seed', '987', '--json');
  rmSync(folder, { recursive: true });
  expect(written).toEqual(['{}\n']);
  expect(calls[1]).toEqual([['run', 'eval:report:quick'], { seed: 987, quiet: true }]);
});

test('sweep --list prints the trainings, without data tasks', async () => {
  await type('sweep', '--list', '--profile', 'quick');
  const trainings = JSON.parse(written[0]) as string[];
  expect(trainings).toEqual(
    expect.arrayContaining(['lenet:seed-11:quick', 'lenet:seed-15:quick', 'birnn:split-4-seed-11:quick']),
  );
  expect(trainings.filter((id) => id.startsWith('data:'))).toEqual([]);
});

test('a sweep on Ray needs a shared cache', async () => {
  delete process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
  await expect(type('sweep', '--on', 'ray')).rejects.toThrow(
    /no NX_SELF_HOSTED_REMOTE_CACHE_SERVER, no NX_SELF.*_TOKEN/,
  );
  expect(calls).toEqual([]);
});
