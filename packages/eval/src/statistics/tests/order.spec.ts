import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { testMedian, testShift } from './order';

test.each(golden.median)('median against $bound, as scipy', ({ values, bound, ...expected }) =>
  expectClose(testMedian(values, bound), expected),
);

test('five values allow no interval of 95 %', () =>
  expect(() => testMedian([1, 2, 3, 4, 5], 0)).toThrow(new RangeError('values: expected at least 6, found 5')));

test.each(golden.shift)('shift of $a and $b, as scipy', ({ a, b, bound, ...expected }) =>
  expectClose(testShift(a, b, bound), expected),
);

test('R’s example of wilcox.test', () => {
  const [{ a, b }] = golden.shift;
  const { estimate, low, high, log10P } = testShift(a, b);
  // R 4.5, help page of wilcox.test, with conf.int = TRUE and two sides: p-value = 0.2544, -0.15 to 0.76, 0.305
  expect([estimate, low, high].map((x) => Number(x.toFixed(3)))).toEqual([0.305, -0.15, 0.76]);
  expect(10 ** log10P).toBeCloseTo(0.2544, 4);
});
