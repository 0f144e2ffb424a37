import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const run = (...args: string[]) => {
  const root = join(__dirname, '..', '..', '..');
  const tsNode = join(root, 'node_modules', 'ts-node', 'dist', 'bin.js');
  return spawnSync(process.execPath, [tsNode, 'packages/eval/src/main.ts', ...args], { cwd: root, encoding: 'utf8' });
};

test.each([
  [['report', '--sed=1'], /--sed/],
  [['report', '--seed=-1'], /whole number from 0 to 4294967295/],
  [['report', '--seed=4294967296'], /whole number from 0 to 4294967295/],
  [['report', '--profile=half'], /full, quick/],
  [['report', 'more'], /more|arguments/],
  [['reprot'], /reprot/],
])('%j is one clear error', (args, said) => {
  const { status, stderr, stdout } = run(...args);
  expect(stderr).toMatch(said);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect([status, stdout]).toEqual([1, '']);
});
