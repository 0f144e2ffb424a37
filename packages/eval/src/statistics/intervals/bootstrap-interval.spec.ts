import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { bootstrapInterval } from './bootstrap-interval';

const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

const STATISTICS: Record<string, (values: number[]) => number> = { mean, largest: (values) => Math.max(...values) };

/** The generator of tools/parity/golden_statistics.py, exact in doubles: Park and Miller 1988, multiplier of 1993. */
const parkMiller = (seed: number) => (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;

const of = (values: number[], statistic: (values: number[]) => number, resamples: number, seed: number) =>
  bootstrapInterval(
    values.length,
    (rows) => statistic(Array.from(rows, (row) => values[row])),
    resamples,
    parkMiller(seed),
  );

test.each(golden.bootstrap)(
  '$statistic of $resamples resamples, as numpy',
  ({ values, statistic, resamples, seed, ...expected }) =>
    expectClose(of(values, STATISTICS[statistic], resamples, seed), expected),
);

test('the same seed gives the same interval, another gives another', () => {
  const { values } = golden.bootstrap[0];
  expect(of(values, mean, 50, 1)).toEqual(of(values, mean, 50, 1));
  expect(of(values, mean, 50, 1)).not.toEqual(of(values, mean, 50, 2));
});

test('refuses one row, no resamples, and a statistic that is not finite', () => {
  expect(() => of([1], mean, 5, 1)).toThrow(new RangeError('rows: expected a whole number of at least 2, found 1'));
  expect(() => of([1, 2], mean, 0, 1)).toThrow(RangeError);
  expect(() => of([1, 2], () => NaN, 5, 1)).toThrow(new RangeError('statistic: expected a finite number, found NaN'));
});
