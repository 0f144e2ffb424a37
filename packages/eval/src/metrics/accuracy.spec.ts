import { accuracy } from './accuracy';

test('share of right rows', () => {
  // scikit-learn 1.9.1, accuracy_score
  expect(accuracy([0, 2, 1, 2, 0, 1, 2, 2], [0, 2, 1, 0, 0, 2, 2, 1])).toBe(0.625);
});

test('of no rows there is none', () => expect(accuracy([], [])).toBeNaN());
