// The command that people type, on a few rows and without Keras, whose installation would take a minute.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { artifactsDir, repositoryRoot } from '@reprise/base';
import { BenchResult } from './result';

const run = (...args: string[]): string =>
  execFileSync(process.execPath, ['node_modules/ts-node/dist/bin.js', 'tools/src/bench/main.ts', ...args], {
    cwd: repositoryRoot(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const folder = `bench-test-${process.pid}`;
afterAll(() => rmSync(artifactsDir(folder), { recursive: true, force: true }));

test('measures ours and TensorFlow.js in turns and writes what it found', () => {
  const said = run('--models', 'lenet', '--rows', '320', '--rounds', '1', '--no-growth', '--no-python', '--to', folder);
  expect(said).toContain('| lenet against TensorFlow.js `fit` | 8.0 × |');
  const result = BenchResult.parse(JSON.parse(readFileSync(artifactsDir(folder, 'bench.json'), 'utf8')));
  expect(result.without_python).toContain('--no-python');
  expect(result.subjects[0].contenders.map(({ contender }) => contender)).toEqual(['ours', 'tfjs']);
  expect(readFileSync(artifactsDir(folder, 'bench.svg'), 'utf8')).toContain('Reprise');
}, 120_000);

test.each([
  [['--rows', '0'], /Expected a whole number from 1 on/],
  [['--models', 'resnet'], /Allowed choices are autoencoder, lenet/],
])('%j is refused', (args, message) => {
  expect(() => run(...args)).toThrow(message);
});

test('a later bench of one model keeps what was measured of the others', () => {
  run('--models', 'autoencoder', '--rows', '256', '--rounds', '1', '--no-growth', '--no-python', '--to', folder);
  const result = BenchResult.parse(JSON.parse(readFileSync(artifactsDir(folder, 'bench.json'), 'utf8')));
  expect(result.subjects.map(({ subject }) => subject)).toEqual(['autoencoder', 'lenet']);
}, 120_000);
