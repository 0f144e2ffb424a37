import { dotsRemark, likenessRemark } from './remarks';

const table = [
  { dots: 2, lengths: [13, 17], benign: 1797, malicious: 308, falseAlarms: 12, misses: 9 },
  { dots: 3, lengths: [13, 17], benign: 14726, malicious: 7, falseAlarms: 1, misses: 7 },
  { dots: 6, lengths: [38, null], benign: 1, malicious: 0, falseAlarms: 0, misses: 0 },
] as Parameters<typeof likenessRemark>[0];

test.each([
  ['google.com', 'malicious', /^It has 1 dot: the rule .* says malicious, and so does the model\. /],
  ['.btscene2.com', 'benign', /^It has 2 dots: the rule .* says malicious; the model does not\. /],
  ['a.b.c.d', 'benign', /^It has 3 dots: the rule .* says benign, and so does the model\. /],
] as const)('the rule on dots beside the verdict: %s, %s', (url, verdict, text) =>
  expect(dotsRemark(table, { url, verdict })).toMatch(text),
);

test('says how often the rule is right, from the counts', () =>
  expect(dotsRemark(table, { url: 'a', verdict: 'benign' })).toContain(
    'That rule alone finds 308 of the 315 malicious test rows and is wrong about 1,797 of the 16,524 benign ones.',
  ));

test.each([
  [
    '.btscene2.com',
    'Of the test rows with 2 dots and 13 to 17 characters, 12 of 1,797 benign ones are called malicious, and 9 of 308 malicious ones are called benign.',
  ],
  [
    'a.b.c.d.e.f.g.h.' + 'x'.repeat(30),
    'Of the test rows with at least 6 dots and at least 38 characters, 0 of 1 benign ones are called malicious, and none is malicious.',
  ],
  ['google.com', 'No test row has 1 dot and 0 to 12 characters, so how often the model is wrong here is not known.'],
])('how often the model is wrong about rows like %s', (url, text) => expect(likenessRemark(table, url)).toBe(text));
