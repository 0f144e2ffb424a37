import fc from 'fast-check';
import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { newcombe, wilson } from './proportions';

describe('wilson', () => {
  test.each(golden.wilson)('$successes of $n, as statsmodels', ({ successes, n, low, high }) =>
    expectClose(wilson(successes, n), { low, high }),
  );

  test('ends exactly at 0 and 1', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBe(1);
  });

  const counts = fc
    .integer({ min: 1, max: 1e6 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  test('lies in [0, 1], contains the observed share, and mirrors when successes and failures are swapped', () =>
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const { low, high } = wilson(successes, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(successes / n);
        expect(high).toBeGreaterThanOrEqual(successes / n);
        expect(high).toBeLessThanOrEqual(1);
        expectClose(wilson(n - successes, n), { low: 1 - high, high: 1 - low }, { absolute: 1e-14 });
      }),
    ));

  test.each([
    [1, 0, 'n: expected a whole number of at least 1, found 0'],
    [-1, 3, 'successes: expected a whole number of at least 0, found -1'],
    [0.5, 3, 'successes: expected a whole number of at least 0, found 0.5'],
    [NaN, 3, 'successes: expected a whole number of at least 0, found NaN'],
    [4, 3, 'successes: expected at most 3, found 4'],
  ])('refuses %d of %d', (successes, n, message) =>
    expect(() => wilson(successes, n)).toThrow(new RangeError(message)),
  );
});

describe('newcombe', () => {
  test.each(golden.newcombe)('$arguments, as statsmodels', ({ arguments: given, ...expected }) =>
    expectClose(newcombe(...(given as [number, number, number, number])), expected),
  );

  test('the paper’s example (a)', () => {
    // Newcombe 1998, table II, method 10, in four digits
    const { low, high } = newcombe(56, 70, 48, 80);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
  });

  test('swapped groups mirror the interval', () => {
    const { difference, low, high } = newcombe(9, 10, 3, 20);
    expect(newcombe(3, 20, 9, 10)).toEqual({ difference: -difference, low: -high, high: -low });
  });

  test('refuses more successes than trials, and no trials', () => {
    expect(() => newcombe(1, 2, 3, 2)).toThrow(new RangeError('successes: expected at most 2, found 3'));
    expect(() => newcombe(0, 0, 1, 2)).toThrow(RangeError);
  });
});
