import { median } from './mean';

test('median of odd and even numbers of values', () => {
  // The last five val_loss that the notebook prints for the autoencoder.
  expect(median([0.2874, 0.2892, 0.2871, 0.2853, 0.2859])).toBe(0.2871);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});
