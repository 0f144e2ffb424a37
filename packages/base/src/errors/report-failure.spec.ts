import { Problem } from './problem';
import { reportFailure } from './report-failure';

const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
const statusBefore = process.exitCode;
beforeEach(() => {
  said.mockClear();
  process.exitCode = undefined;
});
afterAll(() => {
  process.exitCode = statusBefore;
  said.mockRestore();
});

test('of what a person can mend it says the message alone', () => {
  reportFailure(new Problem({ where: 'a.csv', expected: 'a table', found: 'none', todo: 'Fetch it.' }));
  expect(said.mock.calls).toEqual([['a.csv: expected a table, found none. Fetch it.']]);
  expect(process.exitCode).toBe(1);
});

test('of a fault of ours it says all, and keeps a status that says more', () => {
  const error = new TypeError('x is not a function');
  process.exitCode = 2;
  reportFailure(error);
  expect(said.mock.calls).toEqual([[error]]);
  expect(process.exitCode).toBe(2);
});
