import { averagePrecision } from './average-precision';
import golden from './golden/statistics.json';
import { BAD_ROWS } from './testing/bad-rows';
import { expectClose } from './testing/expect-close';

test.each(golden.ranking)('$name, as scikit-learn', ({ labels, scores, averagePrecision: expected }) =>
  expectClose({ precision: averagePrecision(labels, scores) }, { precision: expected }),
);

test('all rows positive', () => expect(averagePrecision([1, 1, 1], [3, 1, 2])).toBe(1));

test.each(BAD_ROWS)('refuses labels %j with scores %j', (labels, scores, message) =>
  expect(() => averagePrecision(labels, scores)).toThrow(new RangeError(message)),
);

test('refuses rows without a positive', () =>
  expect(() => averagePrecision([0, 0], [1, 2])).toThrow(
    new RangeError('labels: expected a row of 1 or more, found none'),
  ));
