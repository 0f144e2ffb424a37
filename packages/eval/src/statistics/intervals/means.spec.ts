import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { meanInterval, moments, predictionInterval } from './means';

test('equal values have no spread, even far from 0 or when their sum is rounded', () => {
  // numpy 2.4.6's std of the first, with ddof=1, is 1.7e-17
  expect(moments('values', [0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0.1, sd: 0 });
  expect(moments('values', new Array(7).fill(1e15 + 0.3))).toMatchObject({ mean: 1e15 + 0.3, sd: 0 });
});

test.each(golden.mean)('$n values, as scipy', ({ values, n, mean, sd, meanInterval: ends }) =>
  expectClose(meanInterval(values), { n, mean, sd, ...ends }),
);

test('refuses fewer than two values, and NaN', () => {
  expect(() => meanInterval([1])).toThrow(new RangeError('values: expected at least 2, found 1'));
  expect(() => meanInterval([1, NaN])).toThrow(new RangeError('values: expected finite numbers, found NaN at 1'));
});

test.each(golden.mean)('$n values, as scipy’s t', ({ values, n, mean, sd, predictionInterval: ends }) =>
  expectClose(predictionInterval(values), { n, mean, sd, ...ends }),
);

test.each(golden.mean)('$n values, a band over 50 epochs, as scipy’s t', ({ values, n, mean, sd, band }) =>
  expectClose(predictionInterval(values, 1 - 0.05 / 50), { n, mean, sd, ...band }),
);

test('refuses fewer than two values', () =>
  expect(() => predictionInterval([1])).toThrow(new RangeError('values: expected at least 2, found 1')));

test.each(golden.equivalence)(
  'two one-sided tests of 5 % are an interval of 90 %: p = $p, as statsmodels',
  ({ values, published, margin, p }) => {
    const { low, high } = meanInterval(values, 0.9);
    expect(low >= published - margin && high <= published + margin).toBe(p <= 0.05);
  },
);
