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

test('prints only the message of a problem that the user can fix', () => {
  reportFailure(new Problem({ where: 'a.csv', expected: 'a table', found: 'none', todo: 'Fetch it.' }));
  expect(said.mock.calls).toEqual([['a.csv: expected a table, found none. Fetch it.']]);
  expect(process.exitCode).toBe(1);
});

test('prints all of a bug, and keeps an exit status that is set', () => {
  const error = new TypeError('x is not a function');
  process.exitCode = 2;
  reportFailure(error);
  expect(said.mock.calls).toEqual([[error]]);
  expect(process.exitCode).toBe(2);
});
