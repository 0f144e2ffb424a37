import { classScores } from './class-scores';

// Expected numbers: scikit-learn 1.9.1, precision_recall_fscore_support.

test('three classes', () => {
  const scores = classScores([
    [2, 0, 0],
    [0, 1, 1],
    [1, 1, 2],
  ]);
  expect(scores.map((s) => s.precision)).toEqual([2 / 3, 0.5, 2 / 3]);
  expect(scores.map((s) => s.recall)).toEqual([1, 0.5, 0.5]);
  expect(scores[0].f1).toBeCloseTo(0.8, 15);
  expect(scores[1].f1).toBeCloseTo(0.5, 15);
  expect(scores[2].f1).toBeCloseTo(0.57142857, 8);
  expect(scores.map((s) => s.support)).toEqual([2, 2, 4]);
});

test('a class that is never given has no precision; one without rows has no recall', () => {
  expect(
    classScores([
      [2, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]),
  ).toEqual([
    { precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
    { precision: null, recall: 0, f1: 0, support: 1 },
    { precision: null, recall: null, f1: null, support: 0 },
  ]);
});
