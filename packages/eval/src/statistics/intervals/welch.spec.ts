import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { welch } from './welch';

test.each(golden.welch)('$degreesOfFreedom degrees of freedom, as scipy', ({ a, b, confidence, ...expected }) =>
  expectClose(welch(a, b, confidence), expected),
);

test('refuses one value, and two constant groups', () => {
  expect(() => welch([1, 2], [1])).toThrow(new RangeError('valuesB: expected at least 2, found 1'));
  expect(() => welch([0.1, 0.1, 0.1], [3, 3])).toThrow(
    new RangeError('expected a group with different values, found 3 of 0.1, 2 of 3'),
  );
});
