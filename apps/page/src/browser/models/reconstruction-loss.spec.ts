import { reconstructionLoss } from './reconstruction-loss';

test('the loss of guessing 0.5 is ln 2', () => {
  expect(reconstructionLoss([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
});

test('the loss of a grey pixel is at least its entropy', () => {
  // -(0.25 ln 0.25 + 0.75 ln 0.75)
  expect(reconstructionLoss([0.25], [0.25])).toBeCloseTo(0.5623351446188083, 15);
  expect(reconstructionLoss([0.25], [0.3])).toBeGreaterThan(0.5623351446188083);
});

test('the loss of a certain mistake is -ln 1e-7, as Keras 2 clips it', () => {
  expect(reconstructionLoss([1], [0])).toBeCloseTo(16.11809565095832, 10);
  expect(reconstructionLoss([0, 1], [0, 1])).toBeCloseTo(1e-7, 12);
});
