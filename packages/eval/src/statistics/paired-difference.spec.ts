import golden from './golden/statistics.json';
import { pairedDifference } from './paired-difference';
import { expectClose } from './testing/expect-close';

test.each(golden.pairedDifference)(
  'b = $b, c = $c at $confidence, by the formula in numpy',
  ({ correctA, correctB, confidence, ...expected }) =>
    expectClose(pairedDifference(Uint8Array.from(correctA), Uint8Array.from(correctB), confidence), expected),
);

test('refuses rows that do not pair, none, and other values', () => {
  expect(() => pairedDifference([1], [1, 0])).toThrow(
    new RangeError('correctA and correctB: expected as many rows, found 1 and 2'),
  );
  expect(() => pairedDifference([], [])).toThrow(new RangeError('correctA: expected one row or more, found none'));
  expect(() => pairedDifference([1, 0], [1, 2])).toThrow(new RangeError('correctB: expected 0 or 1, found 2 at 1'));
});
