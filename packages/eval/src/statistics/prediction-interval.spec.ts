import golden from './golden/statistics.json';
import { predictionInterval } from './prediction-interval';
import { expectClose } from './testing/expect-close';

test.each(golden.mean)(
  '$n values at $confidence, as scipy’s t',
  ({ values, confidence, n, mean, sd, predictionInterval: ends }) =>
    expectClose(predictionInterval(values, confidence), { n, mean, sd, ...ends }),
);

test('refuses fewer than two values', () =>
  expect(() => predictionInterval([1])).toThrow(new RangeError('values: expected 2 or more, found 1')));
