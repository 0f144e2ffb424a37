import golden from '../golden/data.json';
import { PRINTABLE, tokenize } from './tokenize';

test.each(golden.tokens)('$url', ({ url, ids }) => {
  expect([...tokenize(url)]).toEqual(ids);
});

test('PRINTABLE has the 100 characters of Python’s string.printable', () => {
  expect(PRINTABLE.length).toBe(100);
  expect(new Set(PRINTABLE).size).toBe(100);
  // Python 3.11: sorted(map(ord, string.printable)) == [9, 10, 11, 12, 13] + list(range(32, 127))
  const codes = [...PRINTABLE].map((character) => character.charCodeAt(0)).sort((a, b) => a - b);
  expect(codes).toEqual([9, 10, 11, 12, 13, ...Array.from({ length: 95 }, (_, i) => 32 + i)]);
});
