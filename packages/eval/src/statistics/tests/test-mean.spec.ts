import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { testMean } from './test-mean';

test.each(golden.mean.filter(({ sd }) => sd > 0))(
  'one part is the t-test of a mean, as scipy',
  ({ values, mean, meanInterval }) => expectClose(testMean(mean, 0, [values]), { ...meanInterval }),
);

test.each(golden.welch)(
  'two parts are Welch’s test, as scipy',
  ({ a, b, difference, low, high, degreesOfFreedom: df }) =>
    expectClose(testMean(difference, 0, [a, b]), { low, high, df }),
);

test('refuses constant values', () =>
  expect(() =>
    testMean(1, 0, [
      [1, 1],
      [2, 2],
    ]),
  ).toThrow('expected values that differ, found constant ones'));
