import { count, duration, fixed, signed } from './format';

test('numbers', () => {
  expect([fixed(0.9897256206200261), fixed(null), fixed(NaN)]).toEqual(['0.98973', '–', '–']);
  expect([signed(0.00123), signed(-0.5), signed(0), signed(undefined)]).toEqual([
    '+0.00123',
    '-0.50000',
    '+0.00000',
    '–',
  ]);
  expect([count(16299850), count(null)]).toEqual(['16,299,850', '–']);
});

test('durations', () => {
  expect([0.04, 9.94, 59.4, 60, 75, 3599.6].map(duration)).toEqual([
    '0.0 s',
    '9.9 s',
    '59 s',
    '1 min 0 s',
    '1 min 15 s',
    '1 h 0 min',
  ]);
});
