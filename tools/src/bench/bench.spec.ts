// The command, on a few rows and without Keras, PyTorch and JAX, whose installation takes minutes.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { artifactsDir, repositoryRoot } from '@reprise/base';
import { tsNode } from '../ts-node';
import { BenchResult } from './result';

const folder = `bench-test-${process.pid}`;
afterAll(() => rmSync(artifactsDir(folder), { recursive: true, force: true }));

const run = (...args: string[]): string => {
  const [node, ...command] = tsNode('tools/src/bench/main.ts', ...args, '--to', folder, '--no-python');
  return execFileSync(node, command, { cwd: repositoryRoot(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
};
const written = (): BenchResult =>
  BenchResult.parse(JSON.parse(readFileSync(artifactsDir(folder, 'bench.json'), 'utf8')));

test('measures Reprise and TensorFlow.js in rounds and writes the result', () => {
  const output = run('--models', 'lenet', '--rows', '320', '--rounds', '1');
  expect(output).toMatch(/^\| lenet \(32\) \| 0\.\d{3} .* ×\*\* \|$/m);
  expect(written().workloads[0].candidates.map(({ framework }) => framework)).toEqual(['reprise', 'tfjs']);
}, 120_000);

test.each([
  [['--rows', '0'], /Expected a whole number of at least 1/],
  [['--models', 'resnet'], /Allowed choices are autoencoder, lenet/],
])('%j is refused', (args, message) => {
  expect(() => run(...args)).toThrow(message);
});

test('a later bench of one model keeps the results of others', () => {
  run('--models', 'autoencoder', '--rows', '256', '--rounds', '1');
  expect(written().workloads.map(({ workload }) => workload)).toEqual(['autoencoder', 'lenet']);
}, 120_000);
