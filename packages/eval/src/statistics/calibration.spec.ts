import { calibration } from './calibration';
import golden from './golden/statistics.json';
import { expectClose } from './testing/expect-close';

test.each(golden.calibration)('$name, as scikit-learn', ({ labels, probabilities, expectedError, brier }) =>
  expectClose(calibration(labels, probabilities), { expectedError, brier }),
);

test.each([
  [[], [], 'labels: expected at least one row, found none'],
  [[0, 1], [1], 'labels and probabilities: expected equal lengths, found 2 and 1'],
  [[0, -1], [1, 1], 'labels: expected 0 or 1, found -1 at 1'],
  [[0, 1], [0.5, 1.01], 'probabilities at 1: expected a share from 0 to 1, found 1.01'],
  [[0, 1], [NaN, 1], 'probabilities at 0: expected a share from 0 to 1, found NaN'],
])('refuses labels %j, probabilities %j', (labels, probabilities, message) =>
  expect(() => calibration(labels, probabilities)).toThrow(new RangeError(message)),
);
