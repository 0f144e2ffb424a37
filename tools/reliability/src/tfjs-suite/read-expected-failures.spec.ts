import { readExpectedFailures } from './read-expected-failures';

test('each test is listed once', () => {
  const names = readExpectedFailures().flatMap(({ tests }) => tests);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
