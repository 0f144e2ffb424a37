import { aProblem } from '../testing/a-problem';
import { runCommand, tryCommand } from './run-command';

const run = (script: string, seconds = 20): Promise<string> =>
  runCommand(process.execPath, ['-e', script], { seconds, todo: 'Do.' });

test('runCommand returns standard output', async () => {
  expect(await run('console.log(1 + 1)')).toBe('2\n');
});

test.each<[string, () => Promise<string>, RegExp]>([
  ['fails', () => run('console.error("a\\nb\\nc"); process.exitCode = 3'), /exit code 3, b \/ c\. Do\.$/],
  ['does not end', () => run('setTimeout(() => {}, 60_000)', 0.3), /no end after 0.3 s/],
  ['is missing', () => runCommand('no-such-program-x', [], { seconds: 1, todo: 'Do.' }), /no such program/],
])('runCommand says that a program %s', async (_, work, message) => {
  await expect(work()).rejects.toThrow(aProblem(message));
});

const args = (script: string): string[] => [process.execPath, '-e', script];

test('tryCommand returns exit code, output and last lines', async () => {
  const outcome = await tryCommand(args("console.log('out'); console.error('err'); process.exitCode = 3"));
  expect(outcome).toMatchObject({ code: 3, signal: null, stdout: 'out\n' });
  expect(outcome.tail.split('\n').sort()).toEqual(['err', 'out']);
});

test('tryCommand does not throw if the program is not found, and leaves no timer', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const outcome = await tryCommand(['reprise-has-no-such-program'], { seconds: 60 });
  expect(outcome).toMatchObject({ code: 127, stdout: '' });
  expect(outcome.tail).toContain('not found');
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
});

test('tryCommand kills a program at its limit', async () => {
  expect(await tryCommand(args('setInterval(() => {}, 1000)'), { seconds: 0.2 })).toMatchObject({
    signal: 'SIGKILL',
    late: true,
  });
});
