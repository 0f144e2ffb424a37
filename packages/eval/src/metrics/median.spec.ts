import { median } from './median';

test('odd and even', () => {
  // The notebook's last five val_loss: the bar of the autoencoder stands at their median.
  expect(median([0.2874, 0.2892, 0.2871, 0.2853, 0.2859])).toBe(0.2871);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});
