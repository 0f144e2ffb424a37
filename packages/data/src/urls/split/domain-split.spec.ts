import { domainSplit } from './domain-split';
import { registeredDomain } from './registered-domain';
import { permutation } from './train-test-split';
import { urlRows } from '../lists/url-rows';

test.each([3, 0, 7])(
  'the lists, seed %d: no domain on both sides, a quarter of the rows, both classes',
  async (seed) => {
    const { urls, malicious } = await urlRows();
    const { train, test } = domainSplit(urls, 0.25, seed);
    const domains = (rows: Int32Array) => new Set(Array.from(rows, (row) => registeredDomain(urls[row])));
    const trained = domains(train);
    expect([...domains(test)].filter((domain) => trained.has(domain))).toEqual([]);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual([...urls.keys()]);
    expect(Math.abs(test.length / urls.length - 0.25)).toBeLessThan(0.02);
    for (const rows of [train, test]) expect(new Set(rows.map((row) => malicious[row]))).toEqual(new Set([0, 1]));
    const place = new Int32Array(urls.length);
    permutation(urls.length, seed).forEach((row, i) => (place[row] = i));
    for (const rows of [train, test])
      expect(rows.every((row, i) => i === 0 || place[rows[i - 1]] < place[row])).toBe(true);
    expect(domainSplit(urls, 0.25, seed)).toEqual({ train, test });
  },
);

const urls = [...'abcdefgh'].map((name) => `.${name}.com`);

test('domains of one row: a split of rows; another seed gives another split', () => {
  const { train, test } = domainSplit(urls, 0.25, 3);
  expect([train.length, test.length]).toEqual([6, 2]);
  expect([...test].sort()).toEqual([...permutation(8, 3).slice(0, 2)].sort());
  expect(domainSplit(urls, 0.25, 4).test).not.toEqual(test);
});

test('a domain that is too large for the test side goes to the training side, whatever the seed', () => {
  const rows = [...urls, ...Array.from({ length: 8 }, (_, i) => `.${i}.large.com`)];
  for (let seed = 0; seed < 20; seed++) {
    const { train, test } = domainSplit(rows, 0.25, seed);
    expect([train.length, test.length]).toEqual([12, 4]);
    expect(test.every((row) => row < 8)).toBe(true);
  }
});

test.each([
  ['a share of 0', urls, 0, 3, /between 0 and 1, found 0/],
  ['a share of 1', urls, 1, 3, /between 0 and 1, found 1/],
  ['NaN', urls, NaN, 3, /found NaN/],
  ['no rows', [], 0.25, 3, /0 rows of 0 domains/],
  ['one domain', ['.a.x.com', '.b.x.com'], 0.5, 3, /2 rows of 1 domains, which leave 0/],
  ['nothing left to train on', ['.a.com', '.b.com'], 0.9, 3, /leave 2 rows for testing/],
  ['a seed below 0', urls, 0.25, -1, /not a uint32/],
])('refuses %s', (_, rows, share, seed, message) => {
  expect(() => domainSplit(rows, share, seed)).toThrow(RangeError);
  expect(() => domainSplit(rows, share, seed)).toThrow(message);
});
