import { aProblem } from '../testing/a-problem';
import { runCommand } from './run-command';

const node = (script: string, seconds = 20): Promise<string> =>
  runCommand(process.execPath, ['-e', script], { seconds, todo: 'Do.' });

test('gives what the program says', async () => {
  expect(await node('console.log(1 + 1)')).toBe('2\n');
});

test.each<[string, () => Promise<string>, RegExp]>([
  ['fails', () => node('console.error("a\\nb\\nc"); process.exitCode = 3'), /exit code 3, b \/ c\. Do\.$/],
  ['does not end', () => node('setTimeout(() => {}, 60_000)', 0.3), /no end after 0.3 s/],
  ['is missing', () => runCommand('no-such-program-x', [], { seconds: 1, todo: 'Do.' }), /no such program/],
])('says that a program %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(aProblem(message));
});
