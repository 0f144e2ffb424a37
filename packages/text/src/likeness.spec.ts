import { loadUrlRows, loadUrls } from '@reprise/data';
import { likenessTable, type LikeRows, rowsLike } from './likeness';

const urls = ['.a.com', '.b.org', '.c.net', '.long-enough.com', 'www.x.y.z.a.b.c', '.d.com'];
const malicious = [0, 0, 1, 1, 0, 1];
const probabilities = Float32Array.of(0.9, 0.5, 0.4, 0.6, 0.1, 0.7);
const table = likenessTable(urls, malicious, probabilities);

test('counts rows and wrong verdicts by dots and length; 0.5 is benign', () =>
  expect(table).toEqual([
    { dots: 2, lengths: [0, 12], benign: 2, malicious: 2, falseAlarms: 1, misses: 1 },
    { dots: 2, lengths: [13, 17], benign: 0, malicious: 1, falseAlarms: 0, misses: 0 },
    { dots: 6, lengths: [13, 17], benign: 1, malicious: 0, falseAlarms: 0, misses: 0 },
  ]));

test('rows without a prediction do not count', () =>
  expect(likenessTable(urls, malicious, probabilities.subarray(0, 1))).toEqual([
    { dots: 2, lengths: [0, 12], benign: 1, malicious: 0, falseAlarms: 1, misses: 0 },
  ]));

test.each([
  ['.x.org', table[0]],
  ['a.b.c.d.e.f.g.h', table[2]],
  ['.x.organisations', table[1]],
  ['google.com', { dots: 1, lengths: [0, 12], benign: 0, malicious: 0, falseAlarms: 0, misses: 0 }],
  ['.'.repeat(100), { dots: 6, lengths: [38, null], benign: 0, malicious: 0, falseAlarms: 0, misses: 0 }],
])('%j is like its rows', (url, rows) => expect(rowsLike(table, url)).toEqual(rows));

test('on the test set, counts are those of the findings’ rules', async () => {
  const [{ urls }, { test, testRows }] = await Promise.all([loadUrlRows(), loadUrls()]);
  const all = likenessTable(
    Array.from(testRows, (row) => urls[row]),
    test.y,
    new Float32Array(test.y.length),
  );
  const count = (counted: (rows: LikeRows) => boolean): number[] =>
    all.filter(counted).reduce(([bad, good], { malicious, benign }) => [bad + malicious, good + benign], [0, 0]);
  // Computed with numpy for packages/eval/src/facts/trivial-rules.spec.ts.
  expect(count(({ dots }) => dots < 3)).toEqual([308, 1797]);
  expect(count(({ lengths }) => lengths[0] < 23)[0]).toBe(260);
  expect(count(() => true)).toEqual([315, 16523]);
});
