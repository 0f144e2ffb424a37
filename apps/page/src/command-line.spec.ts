import { Problem } from '@reprise/base';
import { parseCommandLine } from './command-line';

test('options, and what they are when they are left out', () => {
  expect(parseCommandLine(['--profile=quick', '--seed=7'])).toEqual({ profile: 'quick', seed: 7 });
  expect(parseCommandLine([])).toEqual({ profile: 'full', seed: 1 });
});

test.each([
  [['--sed=1'], /--sed/],
  [['--seed=-1'], /whole number from 0 to 4294967295/],
  [['--seed=4294967296'], /whole number from 0 to 4294967295/],
  [['--profile=half'], /full, quick/],
  [['more'], /too many arguments/],
])('%j is one clear error', (argv, said) => {
  let error: unknown;
  try {
    parseCommandLine(argv);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(Problem);
  expect(String(error)).toMatch(said);
  expect(String(error)).not.toContain('\n');
});
