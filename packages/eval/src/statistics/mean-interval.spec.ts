import golden from './golden/statistics.json';
import { meanInterval } from './mean-interval';
import { expectClose } from './testing/expect-close';

test.each(golden.mean)(
  '$n values at $confidence, as scipy',
  ({ values, confidence, n, mean, sd, meanInterval: ends }) =>
    expectClose(meanInterval(values, confidence), { n, mean, sd, ...ends }),
);

test('refuses fewer than two values, and what is no number', () => {
  expect(() => meanInterval([1])).toThrow(new RangeError('values: expected 2 or more, found 1'));
  expect(() => meanInterval([1, NaN])).toThrow(new RangeError('values: expected finite numbers, found NaN at 1'));
  expect(() => meanInterval([1, 2], 0)).toThrow(RangeError);
});
