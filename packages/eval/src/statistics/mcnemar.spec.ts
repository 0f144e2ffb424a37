import golden from './golden/statistics.json';
import { mcnemar } from './mcnemar';
import { expectClose } from './testing/expect-close';

describe.each(golden.mcnemar)('b = $b, c = $c, as statsmodels', ({ b, c, exact, corrected }) => {
  test('exact', () => expectClose(mcnemar(b, c, 'exact'), exact));

  test('corrected', () => {
    const found = mcnemar(b, c, 'corrected');
    expectClose(found, { statistic: corrected.statistic });
    // 1 less the distribution function: a small p has the absolute error of a number near 1.
    expectClose(found, { p: corrected.p }, { absolute: 1e-14 });
  });
});

test.each(['exact', 'corrected'] as const)('%s: without discordant rows p is 1', (kind) =>
  expect(mcnemar(0, 0, kind)).toEqual({ statistic: 0, p: 1 }),
);

test('refuses what is no count', () => {
  expect(() => mcnemar(-1, 2, 'exact')).toThrow(new RangeError('b: expected a whole number, 0 or more, found -1'));
  expect(() => mcnemar(1, 2.5, 'corrected')).toThrow(RangeError);
});
