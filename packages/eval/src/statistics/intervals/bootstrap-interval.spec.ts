import { bootstrapInterval } from './bootstrap-interval';
import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';

const mean = (sample: Float64Array): number => sample.reduce((sum, x) => sum + x, 0) / sample.length;

const STATISTICS: Record<string, (sample: Float64Array) => number> = { mean, largest: (sample) => Math.max(...sample) };

/** The generator of tools/parity/golden_statistics.py, exact in doubles: Park and Miller 1988, multiplier of 1993. */
const parkMiller = (seed: number) => (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;

test.each(golden.bootstrap)(
  '$statistic of $resamples resamples at $confidence, as numpy',
  ({ values, statistic, resamples, confidence, seed, ...expected }) =>
    expectClose(
      bootstrapInterval(values, STATISTICS[statistic], { resamples, confidence, random: parkMiller(seed) }),
      expected,
    ),
);

test('the same seed gives the same interval, another gives another', () => {
  const values = golden.bootstrap[0].values;
  const of = (seed: number): object => bootstrapInterval(values, mean, { random: parkMiller(seed) });
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

test('the values are unchanged, even by a statistic that sorts its sample', () => {
  const values = Float64Array.of(3, 1, 2);
  bootstrapInterval(values, (sample) => sample.sort()[1], { resamples: 5, random: parkMiller(1) });
  expect([...values]).toEqual([3, 1, 2]);
});

test('refuses one value, no resamples, and numbers out of range', () => {
  const random = parkMiller(1);
  expect(() => bootstrapInterval([1], mean, { random })).toThrow(
    new RangeError('values: expected at least 2, found 1'),
  );
  expect(() => bootstrapInterval([1, 2], mean, { random, resamples: 0 })).toThrow(RangeError);
  expect(() => bootstrapInterval([1, 2], mean, { random, confidence: 1 })).toThrow(RangeError);
  expect(() => bootstrapInterval([1, 2], () => NaN, { random })).toThrow(
    new RangeError('statistic: expected a finite number, found NaN'),
  );
  expect(() => bootstrapInterval([1, 2], mean, { random: () => 1 })).toThrow(
    new RangeError('random: expected a number in [0, 1), found 1'),
  );
});
