import { confusionMatrix } from './confusion-matrix';

test('actual classes are rows', () => {
  // scikit-learn 1.9.1, confusion_matrix
  expect(confusionMatrix([0, 2, 1, 2, 0, 1, 2, 2], [0, 2, 1, 0, 0, 2, 2, 1], 3)).toEqual([
    [2, 0, 0],
    [0, 1, 1],
    [1, 1, 2],
  ]);
});
