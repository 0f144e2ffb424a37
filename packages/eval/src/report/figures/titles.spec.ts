import { fakeRun } from '../../testing/fake-run';
import { confusedTitle, endsAt, matrixTitle, reconstructionTitle, sizeOf, worstTitle } from './titles';

test('where curves end', () => {
  expect(endsAt('LeNet', 'loss', [0.4, 0.28], [0.41, 0.2795])).toBe(
    'LeNet: validation loss ends at 0.2800, the notebook’s at 0.2795',
  );
  expect(endsAt('LeNet', 'accuracy', [], [])).toContain('ends at –, the notebook’s at –');
  expect(endsAt('MLP', 'accuracy', [0.5], undefined)).toBe('MLP: validation accuracy ends at 0.5000');
});

test('a model’s size, and how much of it is trained', () => {
  // The notebook's totals (model.summary of the LeNet is not printed; VGG16's is).
  expect(sizeOf('LeNet', fakeRun('lenet'))).toBe('LeNet: 43,942 parameters in 10 layers');
  expect(sizeOf('Transfer', fakeRun('transfer'))).toBe(
    'Transfer: 16,299,850 parameters in 24 layers, 3,944,970 of them trained',
  );
});

test('the most frequent mistake, or one of several', () => {
  const shirt = { actual: 'Shirt', predicted: 'T-shirt/top', count: 121, rows: [1] };
  const coat = { ...shirt, actual: 'Coat' };
  expect(confusedTitle('LeNet', [shirt, { ...coat, count: 9 }])).toBe(
    'The most frequent mistake of LeNet: Shirt taken for T-shirt/top, 121 times',
  );
  expect(confusedTitle('LeNet', [shirt, coat])).toMatch(/^One of the most frequent mistakes of LeNet: Shirt/);
});

test('how often a classifier is right; what a detector finds, and its false alarms', () => {
  expect(
    matrixTitle('LeNet', [
      [5, 1, 0],
      [0, 900, 2],
      [3, 0, 95],
    ]),
  ).toBe('LeNet is right on 1,000 of 1,006 test images');
  expect(
    matrixTitle('RNN', [
      [1000, 1],
      [5, 10],
    ]),
  ).toBe('RNN finds 10 of 15 malicious URLs and raises 1 false alarm');
});

test('reconstructions against the mean', () => {
  expect(reconstructionTitle([0.1, 0.6], 0.3)).toBe(
    'Of these 2 reconstructions 1 have a lower loss than the test set’s mean of 0.3000',
  );
  expect(worstTitle([{ row: 2, loss: 0.6 }], 0.3)).toBe(
    'The worst reconstructions have losses of up to 0.6000, 2.0 times the test set’s mean',
  );
});
