import { operatingPoints } from './operating-points';

test('one threshold a distinct score, from the highest', () => {
  // scikit-learn 1.9.1, roc_curve(drop_intermediate=False) times the counts, without its first point
  const points = operatingPoints([0, 1, 1, 0, 1], [0.2, 0.9, 0.2, 0.5, 0.2]);
  expect(points).toMatchObject({ positives: 3, negatives: 2 });
  expect([...points.truePositives]).toEqual([1, 1, 3]);
  expect([...points.falsePositives]).toEqual([0, 1, 2]);
});
