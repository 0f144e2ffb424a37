import fc from 'fast-check';
import golden from './golden/statistics.json';
import { averagePrecision, operatingPoints, recallAtFalsePositiveRate, rocAuc } from './ranking';
import { BAD_ROWS } from './testing/bad-rows';
import { expectClose } from './testing/expect-close';

test('one threshold per distinct score, from the highest', () => {
  // scikit-learn 1.9.1, roc_curve(drop_intermediate=False) times the counts, without its first point
  const points = operatingPoints([0, 1, 1, 0, 1], [0.2, 0.9, 0.2, 0.5, 0.2]);
  expect(points).toMatchObject({ positives: 3, negatives: 2 });
  expect([...points.truePositives]).toEqual([1, 1, 3]);
  expect([...points.falsePositives]).toEqual([0, 1, 2]);
});

describe('ROC AUC', () => {
  test.each(golden.ranking)('$name, as scikit-learn', ({ labels, scores, rocAuc: expected }) =>
    expectClose({ auc: rocAuc(labels, scores) }, { auc: expected }),
  );

  // A few whole scores: there are many ties, and the transforms below are exact enough to keep them.
  const rows = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: -5, max: 5 })), { minLength: 2, maxLength: 60 })
    .filter((pairs) => new Set(pairs.map(([label]) => label)).size === 2)
    .map((pairs) => ({ labels: pairs.map(([label]) => label), scores: pairs.map(([, score]) => score) }));

  test('invariant under monotone transforms; the complement when scores or labels are reversed', () =>
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        const auc = rocAuc(labels, scores);
        const under = (transform: (score: number) => number): number => rocAuc(labels, scores.map(transform));
        expect(under(Math.exp)).toBe(auc);
        expect(under((s) => Math.fround(s ** 3 / 7 + 1))).toBe(auc);
        const others = labels.map((label) => 1 - label);
        expectClose({ scores: under((s) => -s), labels: rocAuc(others, scores) }, { scores: 1 - auc, labels: 1 - auc });
      }),
    ));

  test('equals the share of correctly ordered pairs, ties counted half', () =>
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        const of = (label: number): number[] => scores.filter((_, i) => labels[i] === label);
        const pairs = of(1).flatMap((p) => of(0).map((n) => (Math.sign(p - n) + 1) / 2));
        expectClose({ auc: rocAuc(labels, scores) }, { auc: pairs.reduce((sum, x) => sum + x, 0) / pairs.length });
      }),
    ));

  test.each([
    ...BAD_ROWS,
    [[0, 0], [1, 2], 'labels: expected rows of both 0 and 1, found 2 and 0'],
    [[1, 1], [1, 2], 'labels: expected rows of both 0 and 1, found 0 and 2'],
  ])('refuses labels %j with scores %j', (labels, scores, message) =>
    expect(() => rocAuc(labels as number[], scores as number[])).toThrow(new RangeError(message as string)),
  );
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
