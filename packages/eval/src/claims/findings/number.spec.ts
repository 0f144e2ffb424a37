import { intervalText, number } from './number';

test.each([
  [16_299_850, '16,299,850'],
  [0.98313, '0.9831'],
  [0, '0'],
  [-0.0069, '-0.0069'],
  [0.00002, '2.00e-5'],
  [1.5e7 + 0.5, '1.50e+7'],
])('%d: %s', (value, text) => expect(number(value)).toBe(text));

test('intervals', () => {
  expect(intervalText({ value: 0.5, low: 0.25, high: 0.75 })).toBe(' (0.25 to 0.75)');
  expect(intervalText({ value: 41, low: 41, high: 41 })).toBe('');
  expect(intervalText({ value: 0.5, spread: { low: 0.4, high: 0.6 } })).toBe(' (one more seed: 0.4 to 0.6)');
  expect(intervalText({ value: 0.5 })).toBe('');
});
