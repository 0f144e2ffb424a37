import { tf } from '@reprise/runtime';
import { binaryClassification } from './losses';

test('of several labels a row, each counts for its share of the row', () => {
  const logits = tf.tensor2d([1, -1, 1, 1, -1, -1], [2, 3]);
  const targets = tf.tensor2d([1, 0, 0, 0, 1, 0], [2, 3]);
  // Two of three in the first row, one of three in the second.
  expect(binaryClassification.correct?.(logits, targets).dataSync()[0]).toBeCloseTo(1, 6);
});
