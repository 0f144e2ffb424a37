import type { Measurement } from '../claim';
import type { Evidence } from '../evidence';
import { curveDistance, publishedDifference, unsteadiness } from './curves';

test.each([
  [[3, 2, 1], 0],
  [[1, 0.5, 0.6, 0.2], 0.125],
  [[2, 1, 2, 1], 1],
  [[1], 0],
  [[1, 2], 1],
  [[1, 1], 0],
])('%j: %d', (curve, expected) => expect(unsteadiness(curve)).toBeCloseTo(expected, 12));

// homework-2.txt: val_loss of the CNN + LSTM rises by 0.0008, 0.0005 (and the second fit of the RNN by 0.0008).
test('unsteadiness of the notebook’s own curves', () => {
  const { value, details } = publishedDifference('birnn', 'cnn-lstm', unsteadiness)({} as Evidence) as Measurement;
  // Of the second fit of the RNN: 0.0008 of 0.0225 - 0.0214.
  expect(details?.['Bidirectional RNN']).toBeCloseTo(0.0008 / 0.0011, 10);
  expect(value).toBeCloseTo(0.0008 / 0.0011 - 0.0013 / 0.0486, 10);
  const cnnLstm = [0.067, 0.0337, 0.0237, 0.0214, 0.0209, 0.02, 0.0192, 0.02, 0.0187, 0.0186, 0.0184, 0.0189, 0.0186];
  expect(unsteadiness(cnnLstm)).toBeCloseTo(0.0013 / 0.0486, 10);
});
test('the mean absolute difference over the epochs that both have', () => {
  expect(curveDistance([1, 2, 3], [1.5, 2, 2])).toBeCloseTo(0.5, 15);
  expect(curveDistance([1, 2, 100], [2, 2])).toBe(0.5);
  expect(() => curveDistance([], [1])).toThrow('expected two curves of at least one epoch, found an empty one');
});
