import { Problem } from '@reprise/base';
import { type Commands, runCommandLine } from './command-line';

const nothing: Commands = {
  report: async () => undefined,
  claims: async () => undefined,
  sweep: async () => undefined,
};

test('options, and what they are when they are left out', async () => {
  const report = jest.fn(async () => undefined);
  await runCommandLine(['report', '--profile=quick', '--seed=7'], { ...nothing, report });
  await runCommandLine(['report'], { ...nothing, report });
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
  [['sweep', '--seed=2'], /--seed/],
  [['reprot'], /unknown command 'reprot'/],
  [[], /found/],
])('%j is one clear error', async (argv, said) => {
  const report = jest.fn(async () => undefined);
  const error = await runCommandLine(argv, { report, claims: report, sweep: report }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  expect(String(error)).toMatch(said);
  expect(String(error)).not.toContain('\n');
  expect(report).not.toHaveBeenCalled();
});

test('what the report throws comes through', async () => {
  const failing = async (): Promise<void> => {
    throw new RangeError('no');
  };
  await expect(runCommandLine(['report'], { ...nothing, report: failing })).rejects.toThrow(RangeError);
});

test('claims take the same options, and a sweep none', async () => {
  const [claims, sweep] = [jest.fn(async () => undefined), jest.fn(async () => undefined)];
  await runCommandLine(['claims', '--profile=quick', '--seed=7'], { ...nothing, claims });
  await runCommandLine(['sweep'], { ...nothing, sweep });
  expect(claims.mock.calls.map(([options]: unknown[]) => options)).toEqual([{ profile: 'quick', seed: 7 }]);
  expect(sweep).toHaveBeenCalledTimes(1);
});
