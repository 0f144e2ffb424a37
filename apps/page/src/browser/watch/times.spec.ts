import { duration } from './times';

test.each([
  [0, '0.0 s'],
  [940, '0.9 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min 0 s'],
  [84_300, '1 min 24 s'],
  [3_599_600, '1 h 0 min'],
  [12_180_000, '3 h 23 min'],
  // Two clocks may differ.
  [-5, '0.0 s'],
])('%d ms: %s', (milliseconds, expected) => expect(duration(milliseconds)).toBe(expected));
