import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { logRank } from './log-rank';

const durations = (rows: number[][]): Parameters<typeof logRank>[0] =>
  rows.map(([time, ended]) => ({ time, ended: ended === 1 }));

test.each(golden.logRank)('$a and $b, as scipy', ({ a, b, score, log10P }) =>
  expectClose(logRank(durations(a), durations(b)), { score, log10P }, { absolute: 1e-12 }),
);

test('refuses more divisions than can be counted', () =>
  expect(() => logRank(durations(new Array(20).fill([1, 1])), durations(new Array(3).fill([1, 1])))).toThrow(
    'expected at most 22 durations, found 23',
  ));
