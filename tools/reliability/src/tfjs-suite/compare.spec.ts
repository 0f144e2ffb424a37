import { compare, type ExpectedFailure, readExpectedFailures, type TestResult } from './compare';

const LIST: ExpectedFailure[] = [
  { reason: 'no kernel A', message: "Kernel 'A'", tests: ['a one', 'a two'] },
  { reason: 'another sign', message: 'actual[0]', tests: ['b'] },
];
const AS_LISTED: TestResult[] = [
  { name: 'a one', status: 'failed', messages: ["Error: Kernel 'A' not registered"] },
  { name: 'a two', status: 'failed', messages: ['Expected 1.', "Expected 2, but Kernel 'A' not registered"] },
  { name: 'b', status: 'failed', messages: ['Arrays differ: actual[0] = 1'] },
  { name: 'c', status: 'passed', messages: [] },
  { name: 'd', status: 'pending', messages: [] },
];

/** The surprises when the result of that name is another. */
const surprises = (name: string, other: Partial<TestResult>): string[] =>
  compare(
    AS_LISTED.map((result) => (result.name === name ? { ...result, ...other } : result)),
    LIST,
  ).surprises;

describe('compare', () => {
  it('counts tests that ran and that failed', () => {
    expect(compare(AS_LISTED, LIST)).toEqual({ run: 4, failed: 3, surprises: [] });
  });

  it('reports a failure that is not listed', () => {
    expect(surprises('c', { status: 'failed', messages: ['Arrays differ.\nActual: 1.'] })).toEqual([
      'c: failed, not listed: Arrays differ.',
    ]);
  });

  it('reports a listed test that passes, and one that is skipped', () => {
    expect(surprises('b', { status: 'passed', messages: [] })).toEqual(['b: is listed (another sign) and passed']);
    expect(surprises('b', { status: 'pending', messages: [] })).toEqual(['b: is listed (another sign) and pending']);
  });

  it('lets a test pass whose last bit differs between machines', () => {
    const list: ExpectedFailure[] = [{ ...LIST[1], mayPass: true }];
    const [result] = AS_LISTED.filter(({ name }) => name === 'b');
    for (const status of ['passed', 'failed'] as const)
      expect(compare([{ ...result, status }], list).surprises).toEqual([]);
  });

  it('reports a listed test that no longer exists', () => {
    expect(surprises('a two', { name: 'a three', status: 'passed' })).toEqual([
      'a two: is listed (no kernel A) and does not exist',
    ]);
  });

  it('reports a listed test that fails for another reason', () => {
    expect(surprises('a one', { messages: ["Kernel 'B' not registered"] })).toEqual([
      'a one: is listed to fail with "Kernel \'A\'" and failed with "Kernel \'B\' not registered"',
    ]);
  });
});

test('each test is listed once', () => {
  const names = readExpectedFailures().flatMap(({ tests }) => tests);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
