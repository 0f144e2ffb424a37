import { Problem } from '@reprise/base';
import { parseCommandLine } from './command-line';

test('options and their defaults', () => {
  expect(parseCommandLine(['report', '--profile=quick', '--seed=7'])).toEqual({
    task: 'report',
    profile: 'quick',
    seed: 7,
  });
  expect(parseCommandLine(['claims'])).toEqual({ task: 'claims', profile: 'full', seed: 1 });
  expect(parseCommandLine(['sweep'])).toEqual({ task: 'sweep', profile: 'full', seed: 1 });
});

test.each([
  [['report', '--sed=1'], /--sed/],
  [['report', '--seed=-1'], /whole number from 0 to 4294967295/],
  [['report', '--seed=4294967296'], /whole number from 0 to 4294967295/],
  [['report', '--profile=half'], /full, quick/],
  [['report', 'more'], /too many arguments/],
  [['sweep', '--seed=2'], /found sweep --seed=2/],
  [['reprot'], /'reprot' is invalid/],
  [[], /missing required argument/],
])('%j is one clear error', (argv, message) => {
  const parse = () => parseCommandLine(argv);
  expect(parse).toThrow(Problem);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(/\n/);
});
