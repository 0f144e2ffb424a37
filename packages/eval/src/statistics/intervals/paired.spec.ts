import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { mcnemar, pairedDifference } from './paired';

describe('paired difference', () => {
  test.each(golden.pairedDifference)('b = $b, c = $c, by the formula in numpy', ({ correctA, correctB, ...expected }) =>
    expectClose(pairedDifference(Uint8Array.from(correctA), Uint8Array.from(correctB)), expected),
  );

  test('refuses unpaired rows, no rows, and other values', () => {
    expect(() => pairedDifference([1], [1, 0])).toThrow(
      new RangeError('correctA and correctB: expected equal lengths, found 1 and 2'),
    );
    expect(() => pairedDifference([], [])).toThrow(new RangeError('correctA: expected at least one row, found none'));
    expect(() => pairedDifference([1, 0], [1, 2])).toThrow(new RangeError('correctB: expected 0 or 1, found 2 at 1'));
  });
});

describe('McNemar', () => {
  test.each(golden.mcnemar)('b = $b, c = $c, as statsmodels', ({ b, c, exact, corrected }) => {
    expectClose(mcnemar(b, c), { exact });
    // 1 minus the distribution function: a small p has the absolute error of a number near 1.
    expectClose(mcnemar(b, c), { corrected }, { absolute: 1e-14 });
  });

  test('p is 1 without discordant rows', () => expect(mcnemar(0, 0)).toEqual({ exact: 1, corrected: 1 }));

  test('refuses numbers that are not counts', () => {
    expect(() => mcnemar(-1, 2)).toThrow(new RangeError('b: expected a whole number of at least 0, found -1'));
    expect(() => mcnemar(1, 2.5)).toThrow(RangeError);
  });
});
