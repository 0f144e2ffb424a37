import { fakePublished } from '../testing/fake-records';
import { evaluateRowSum, quantityOf, relativeRises, rowSum } from './quantities';

const { records } = fakePublished();
const [training] = records.trainings('cnn-lstm');

test('rises as a share of the range', () => {
  expect(relativeRises([1, 0.5, 0.6, 0.2])).toBeCloseTo(0.1 / 0.8, 12);
  expect(relativeRises([3, 2, 1])).toBe(0);
});

test.each(['test_accuracy', 'plotted_accuracy'])('%s over the test rows is that of the record', (quantity) =>
  expect(evaluateRowSum(rowSum(records, 'cnn-lstm', quantity, training))).toBeCloseTo(
    quantityOf(records, 'cnn-lstm', quantity)(training),
    12,
  ),
);

test('a sample that has each row once is the test set', () => {
  const once = new Uint16Array(records.find('cnn-lstm').rows).fill(1);
  for (const quantity of ['test_accuracy', 'recall']) {
    const sum = rowSum(records, 'cnn-lstm', quantity, training);
    expect(evaluateRowSum(sum, once)).toBeCloseTo(evaluateRowSum(sum), 12);
  }
});

test('unknown quantities are refused', () =>
  expect(() => quantityOf(records, 'lenet', 'charm')).toThrow('unknown quantity: charm'));
