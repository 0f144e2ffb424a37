import fc from 'fast-check';
import golden from './golden/statistics.json';
import { rocAuc } from './roc-auc';
import { BAD_ROWS } from './testing/bad-rows';
import { expectClose } from './testing/expect-close';

test.each(golden.ranking)('$name, as scikit-learn', ({ labels, scores, rocAuc: expected }) =>
  expectClose({ auc: rocAuc(labels, scores) }, { auc: expected }),
);

// Whole scores, few of them: ties are many, and the transforms below are exact enough to keep them.
const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: -5, max: 5 })), { minLength: 2, maxLength: 60 })
  .filter((pairs) => new Set(pairs.map(([label]) => label)).size === 2)
  .map((pairs) => ({ labels: pairs.map(([label]) => label), scores: pairs.map(([, score]) => score) }));

test('keeps under a monotone transform; the complement when scores or labels are turned round', () =>
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

test('is the share of pairs in the right order, ties half', () =>
  fc.assert(
    fc.property(rows, ({ labels, scores }) => {
      const of = (label: number): number[] => scores.filter((_, i) => labels[i] === label);
      const pairs = of(1).flatMap((p) => of(0).map((n) => (Math.sign(p - n) + 1) / 2));
      expectClose({ auc: rocAuc(labels, scores) }, { auc: pairs.reduce((sum, x) => sum + x, 0) / pairs.length });
    }),
  ));

test.each([
  ...BAD_ROWS,
  [[0, 0], [1, 2], 'labels: expected rows of 0 and of 1, found 2 and 0'],
  [[1, 1], [1, 2], 'labels: expected rows of 0 and of 1, found 0 and 2'],
])('refuses labels %j with scores %j', (labels, scores, message) =>
  expect(() => rocAuc(labels as number[], scores as number[])).toThrow(new RangeError(message as string)),
);
