import { checkRows } from './check-rows';

const urls = ['a', 'b', 'c'];

test('accepts matching labels and rows', () => {
  expect(() => checkRows(urls, Uint8Array.of(0, 1, 0), Int32Array.of(0, 2), Int32Array.of(1))).not.toThrow();
  expect(() => checkRows([], new Uint8Array(0), new Int32Array(0))).not.toThrow();
});

test.each([
  ['too few labels', [0, 1], [0], /expected 3 labels for 3 URLs, found 2/],
  ['an unknown label', [0, 1, 2], [0], /expected labels 0 and 1, found 2/],
  ['a row too high', [0, 1, 0], [2, 3], /from 0 to 2, found 3/],
  ['a row below 0', [0, 1, 0], [-1], /from 0 to 2, found -1/],
])('refuses %s', (_, labels, rows, message) => {
  const check = () => checkRows(urls, Uint8Array.from(labels), Int32Array.of(0), Int32Array.from(rows));
  expect(check).toThrow(RangeError);
  expect(check).toThrow(message);
});
