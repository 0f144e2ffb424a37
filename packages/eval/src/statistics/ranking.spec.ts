import golden from './golden/statistics.json';
import { averagePrecision, operatingPoints, recallAtFalsePositiveRate } from './ranking';
import { BAD_ROWS } from './testing/bad-rows';
import { expectClose } from './testing/expect-close';

test('one threshold per distinct score, from the highest', () => {
  // scikit-learn 1.9.1, roc_curve(drop_intermediate=False) times the counts, without its first point
  const points = operatingPoints([0, 1, 1, 0, 1], [0.2, 0.9, 0.2, 0.5, 0.2]);
  expect(points).toMatchObject({ positives: 3, negatives: 2 });
  expect([...points.truePositives]).toEqual([1, 1, 3]);
  expect([...points.falsePositives]).toEqual([0, 1, 2]);
});

describe('average precision', () => {
  test.each(golden.ranking)('$name, as scikit-learn', ({ labels, scores, averagePrecision: expected }) =>
    expectClose({ precision: averagePrecision(labels, scores) }, { precision: expected }),
  );

  test('only positive rows', () => expect(averagePrecision([1, 1, 1], [3, 1, 2])).toBe(1));

  test.each(BAD_ROWS)('refuses labels %j with scores %j', (labels, scores, message) =>
    expect(() => averagePrecision(labels, scores)).toThrow(new RangeError(message)),
  );

  test('refuses rows without a positive', () =>
    expect(() => averagePrecision([0, 0], [1, 2])).toThrow(
      new RangeError('labels: expected at least one row of 1, found none'),
    ));
});

describe('recall at a false positive rate', () => {
  test.each(golden.ranking)('$name, as scikit-learn', ({ labels, scores, recallAtFalsePositiveRate: expected }) => {
    for (const [rate, recall] of expected) {
      expectClose({ recall: recallAtFalsePositiveRate(labels, scores, rate) }, { recall });
    }
  });

  test.each(BAD_ROWS)('refuses labels %j with scores %j', (labels, scores, message) =>
    expect(() => recallAtFalsePositiveRate(labels, scores, 0.1)).toThrow(new RangeError(message)),
  );

  test('refuses rows of one label, and a rate out of range', () => {
    expect(() => recallAtFalsePositiveRate([1], [1], 0.1)).toThrow(
      new RangeError('labels: expected rows of both 0 and 1, found 0 and 1'),
    );
    expect(() => recallAtFalsePositiveRate([0, 1], [0, 1], 1.5)).toThrow(
      new RangeError('rate: expected a share from 0 to 1, found 1.5'),
    );
    expect(() => recallAtFalsePositiveRate([0, 1], [0, 1], NaN)).toThrow(RangeError);
  });
});
