import fc from 'fast-check';
import golden from './golden/statistics.json';
import { expectClose } from './testing/expect-close';
import { wilson } from './wilson';

test.each(golden.wilson)('$successes of $n at $confidence, as statsmodels', ({ successes, n, confidence, low, high }) =>
  expectClose(wilson(successes, n, confidence), { low, high }),
);

test('ends exactly at 0 and 1', () => {
  expect(wilson(0, 10).low).toBe(0);
  expect(wilson(10, 10).high).toBe(1);
});

const counts = fc.integer({ min: 1, max: 1e6 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('lies in [0, 1], holds the observed share, and mirrors when successes and failures change places', () =>
  fc.assert(
    fc.property(counts, fc.double({ min: 0.5, max: 0.9999, noNaN: true }), ([successes, n], confidence) => {
      const { low, high } = wilson(successes, n, confidence);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(successes / n);
      expect(high).toBeGreaterThanOrEqual(successes / n);
      expect(high).toBeLessThanOrEqual(1);
      expectClose(wilson(n - successes, n, confidence), { low: 1 - high, high: 1 - low }, { absolute: 1e-14 });
    }),
  ));

test.each([
  [1, 0, 0.95, 'n: expected a whole number, 1 or more, found 0'],
  [-1, 3, 0.95, 'successes: expected a whole number, 0 or more, found -1'],
  [0.5, 3, 0.95, 'successes: expected a whole number, 0 or more, found 0.5'],
  [NaN, 3, 0.95, 'successes: expected a whole number, 0 or more, found NaN'],
  [4, 3, 0.95, 'successes: expected 3 at most, found 4'],
  [1, 3, 1, 'confidence: expected a share between 0 and 1, exclusive, found 1'],
  [1, 3, 95, 'confidence: expected a share between 0 and 1, exclusive, found 95'],
])('refuses %d of %d at %d', (successes, n, confidence, message) =>
  expect(() => wilson(successes, n, confidence)).toThrow(new RangeError(message)),
);
