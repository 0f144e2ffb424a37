import { fixed, signed } from './format';

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
