import { Problem } from '@reprise/data';
import { runCommandLine } from './command-line';

test('options, and what they are when they are left out', async () => {
  const report = jest.fn(async () => undefined);
  await runCommandLine(['report', '--profile=quick', '--seed=7'], report);
  await runCommandLine(['report'], report);
  expect(report.mock.calls.map(([options]: unknown[]) => options)).toEqual([
    { profile: 'quick', seed: 7 },
    { profile: 'full', seed: 1 },
  ]);
});

test.each([
  [['report', '--sed=1'], /--sed/],
  [['report', '--seed=-1'], /whole number from 0 to 4294967295/],
  [['report', '--seed=4294967296'], /whole number from 0 to 4294967295/],
  [['report', '--profile=half'], /full, quick/],
  [['report', 'more'], /too many arguments/],
  [['reprot'], /unknown command 'reprot'/],
  [[], /found/],
])('%j is one clear error', async (argv, said) => {
  const report = jest.fn(async () => undefined);
  const error = await runCommandLine(argv, report).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  expect(String(error)).toMatch(said);
  expect(String(error)).not.toContain('\n');
  expect(report).not.toHaveBeenCalled();
});

test('what the report throws comes through', async () => {
  const failing = async (): Promise<void> => {
    throw new RangeError('no');
  };
  await expect(runCommandLine(['report'], failing)).rejects.toThrow(RangeError);
});
