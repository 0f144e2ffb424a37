import { predictedClasses } from './predicted-classes';

test('softmax: the first largest', () => {
  const data = Float32Array.of(0.1, 0.3, 0.6, 0.4, 0.4, 0.2, 0, 1, 0);
  // numpy 2.4.6: argmax(1) gives 2, 0 (the first of two equal ones), 1
  expect([...predictedClasses({ data, rows: 3, width: 3 })]).toEqual([2, 0, 1]);
});

test('sigmoid: above one half', () => {
  const data = Float32Array.of(0.1, 0.5, 0.50001, 1);
  expect([...predictedClasses({ data, rows: 4, width: 1 })]).toEqual([0, 0, 1, 1]);
});
