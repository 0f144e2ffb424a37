import { accuracy, classScores, confusionMatrix, predictedClasses } from './classification';

test('softmax: the first largest', () => {
  const data = Float32Array.of(0.1, 0.3, 0.6, 0.4, 0.4, 0.2, 0, 1, 0);
  // numpy 2.4.6: argmax(1) gives 2, 0 (the first of two equal ones), 1
  expect([...predictedClasses({ data, rows: 3, width: 3 })]).toEqual([2, 0, 1]);
});

test('sigmoid: above one half, or another threshold', () => {
  const data = Float32Array.of(0.1, 0.5, 0.50001, 1);
  expect([...predictedClasses({ data, rows: 4, width: 1 })]).toEqual([0, 0, 1, 1]);
  expect([...predictedClasses({ data, rows: 4, width: 1 }, 0.05)]).toEqual([1, 1, 1, 1]);
  expect([...predictedClasses({ data, rows: 4, width: 1 }, 0.9)]).toEqual([0, 0, 0, 1]);
});

test('share of correct rows', () => {
  // scikit-learn 1.9.1, accuracy_score
  expect(accuracy([0, 2, 1, 2, 0, 1, 2, 2], [0, 2, 1, 0, 0, 2, 2, 1])).toBe(0.625);
});

test('NaN without rows', () => expect(accuracy([], [])).toBeNaN());

test('actual classes are rows', () => {
  // scikit-learn 1.9.1, confusion_matrix
  expect(confusionMatrix([0, 2, 1, 2, 0, 1, 2, 2], [0, 2, 1, 0, 0, 2, 2, 1], 3)).toEqual([
    [2, 0, 0],
    [0, 1, 1],
    [1, 1, 2],
  ]);
});

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

test('a class that is never predicted has no precision; one without rows has no recall', () => {
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
