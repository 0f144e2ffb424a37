import { reconstructionLoss } from './reconstruction-loss';

test('a coin costs ln 2 a pixel', () => {
  expect(reconstructionLoss([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
});

test('a grey pixel costs its entropy at the least', () => {
  // -(0.25 ln 0.25 + 0.75 ln 0.75)
  expect(reconstructionLoss([0.25], [0.25])).toBeCloseTo(0.5623351446188083, 15);
  expect(reconstructionLoss([0.25], [0.3])).toBeGreaterThan(0.5623351446188083);
});

test('a certain mistake is finite, as Keras 2 clips it: -ln 1e-7', () => {
  expect(reconstructionLoss([1], [0])).toBeCloseTo(16.11809565095832, 10);
  expect(reconstructionLoss([0, 1], [0, 1])).toBeCloseTo(1e-7, 12);
});
