import { fixed, signed, visible } from './format';

test.each([
  [2.1, '+2.1'],
  [-0.012345, '−0.0123'],
  [-12.345, '−12.3'],
  [0.00000012, '+0.00000012'],
])('a weight of %d is %s', (value, text) => {
  expect(signed(value)).toBe(text);
});

test('a probability has four digits', () => {
  expect([0, 0.5, 0.99996].map(fixed)).toEqual(['0.0000', '0.5000', '1.0000']);
});

test.each([
  ['a', 'a'],
  ['<', '<'],
  ['é', 'é'],
  ['😀', '😀'],
  [' ', '␣'],
  ['\t', '\\u0009'],
  ['\u0000', '\\u0000'],
  ['\u202e', '\\u202e'], // right-to-left override
  ['\u2066', '\\u2066'], // left-to-right isolate
  ['\u200b', '\\u200b'], // zero-width space
  ['\u00a0', '\\u00a0'], // no-break space
  ['\u0301', '\\u0301'], // combining acute
  ['\ud83d', '\\ud83d'], // half a pair
  ['\u{e0041}', '\\ue0041'], // a tag, invisible
])('%j is shown as %s', (character, shown) => {
  expect(visible(character)).toBe(shown);
});
