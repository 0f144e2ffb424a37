import golden from './golden/statistics.json';
import { newcombe } from './newcombe';
import { expectClose } from './testing/expect-close';

test.each(golden.newcombe)('$arguments, as statsmodels', ({ arguments: given, ...expected }) =>
  expectClose(newcombe(...(given as [number, number, number, number, number])), expected),
);

test('the paper’s example (a)', () => {
  // Newcombe 1998, table II, method 10, in four digits
  const { low, high } = newcombe(56, 70, 48, 80);
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
});

test('the groups change places: the interval mirrors', () => {
  const { difference, low, high } = newcombe(9, 10, 3, 20);
  expect(newcombe(3, 20, 9, 10)).toEqual({ difference: -difference, low: -high, high: -low });
});

test('refuses more successes than trials, and no trials', () => {
  expect(() => newcombe(1, 2, 3, 2)).toThrow(new RangeError('successes: expected 2 at most, found 3'));
  expect(() => newcombe(0, 0, 1, 2)).toThrow(RangeError);
});
