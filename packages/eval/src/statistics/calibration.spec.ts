import fc from 'fast-check';
import { calibration } from './calibration';
import golden from './golden/statistics.json';
import { expectClose } from './testing/expect-close';

describe.each(golden.calibration)('$name, as scikit-learn', ({ labels, probabilities, edges, rows, ...expected }) => {
  const { bins, expectedError, brier } = calibration(labels, probabilities, rows.length);

  test('scores', () =>
    expectClose({ expectedError, brier }, { expectedError: expected.expectedError, brier: expected.brier }));

  test('bins', () => {
    expect(bins.map(({ low, high }) => [low, high])).toEqual(rows.map((_, k) => [edges[k], edges[k + 1]]));
    expect(bins.map((bin) => bin.rows)).toEqual(rows);
    const filled = bins.filter((bin) => bin.rows > 0);
    expect(filled).toHaveLength(expected.sharePositive.length);
    filled.forEach((bin, k) =>
      expectClose(bin, { meanProbability: expected.meanProbability[k], sharePositive: expected.sharePositive[k] }),
    );
  });
});

test('a bin without rows has no mean and no share', () =>
  expect(calibration([1], [0.9], 2).bins[0]).toEqual({
    low: 0,
    high: 0.5,
    rows: 0,
    meanProbability: null,
    sharePositive: null,
  }));

test('each row is in the bin whose edges contain it', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 300 }).map((i) => i / 300),
      ),
      fc.integer({ min: 1, max: 300 }),
      (p, bins) => {
        const { low, high } = calibration([0], [p], bins).bins.find((bin) => bin.rows === 1)!;
        expect((low < p || p === 0) && p <= high).toBe(true);
      },
    ),
  ));

test.each([
  [[], [], 10, 'labels: expected at least one row, found none'],
  [[0, 1], [1], 10, 'labels and probabilities: expected equal lengths, found 2 and 1'],
  [[0, -1], [1, 1], 10, 'labels: expected 0 or 1, found -1 at 1'],
  [[0, 1], [0.5, 1.01], 10, 'probabilities at 1: expected a share from 0 to 1, found 1.01'],
  [[0, 1], [NaN, 1], 10, 'probabilities at 0: expected a share from 0 to 1, found NaN'],
  [[0, 1], [0.5, 1], 0, 'bins: expected a whole number of at least 1, found 0'],
])('refuses labels %j, probabilities %j, %d bins', (labels, probabilities, bins, message) =>
  expect(() => calibration(labels, probabilities, bins)).toThrow(new RangeError(message)),
);
