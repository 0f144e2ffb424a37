import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { hotelling } from './hotelling';

test.each(golden.hotelling)('p = $p, as numpy and scipy', ({ sample, one, p }) =>
  expectClose({ p: hotelling(sample, one) }, { p }, { relative: 1e-9 }),
);

test('refuses too few observations, and variables that depend on each other', () => {
  const line = [1, 2, 3, 4].map((x) => [x, 2 * x]);
  expect(() => hotelling(line.slice(0, 2), [1, 1])).toThrow('sample: expected more than 2 observations, found 2');
  expect(() => hotelling(line, [1, 1])).toThrow('expected variables that are not functions of each other');
});
