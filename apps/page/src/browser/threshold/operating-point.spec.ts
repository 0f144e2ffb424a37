import { nearestThreshold, operatingPoint, precisionRecall } from './operating-point';

const LABELS = [0, 0, 1, 1];
const SCORES = Float32Array.of(0.1, 0.4, 0.35, 0.8);

// Expected numbers by hand: above 0.375 are one benign row (0.4) and one malicious one (0.8).
test('the figures at a threshold', () => {
  expect(operatingPoint(LABELS, SCORES, 0.375)).toEqual({
    ...{
      matrix: [
        [1, 1],
        [1, 1],
      ],
      accuracy: 0.5,
      precision: 0.5,
      recall: 0.5,
    },
    falseAlarms: 500,
  });
});

test('a row at the threshold is benign, as in the notebook', () => {
  expect(operatingPoint([0, 1], Float32Array.of(0.25, 0.5), 0.5)).toEqual({
    ...{
      matrix: [
        [1, 0],
        [1, 0],
      ],
      accuracy: 0.5,
      precision: null,
      recall: 0,
    },
    falseAlarms: 0,
  });
});

test('the curve has the points of scikit-learn', () => {
  // scikit-learn 1.9.1, precision_recall_curve: recall 1, 1, 0.5, 0.5 and precision 0.5, 0.667, 0.5, 1 at falling scores;
  // at recall 0.5 and 1 there are two points each.
  expect(precisionRecall(LABELS, SCORES)).toEqual([
    { recall: 0.5, precision: 1 },
    { recall: 0.5, precision: 0.5 },
    { recall: 1, precision: 2 / 3 },
    { recall: 1, precision: 0.5 },
  ]);
});

test('between two points of equal recall there are no others', () => {
  const scores = Float32Array.of(0.9, 0.8, 0.7, 0.6, 0.5);
  expect(precisionRecall([1, 0, 0, 0, 1], scores)).toEqual([
    { recall: 0.5, precision: 1 },
    { recall: 0.5, precision: 0.25 },
    { recall: 1, precision: 0.4 },
  ]);
});

test.each([
  ['0.3', 0.3],
  ['0.31', 0.3],
  ['0', 0.001],
  ['1', 0.99],
  ['1e9', 0.99],
  ['abc', 0.5],
  ['', 0.5],
  ['NaN', 0.5],
])('the address %s stands for the threshold %d', (text, threshold) => {
  expect(nearestThreshold(text)).toBe(threshold);
});
