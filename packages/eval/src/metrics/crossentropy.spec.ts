import { binaryCrossentropy, categoricalCrossentropy } from './crossentropy';

// Expected numbers: scikit-learn 1.9.1, log_loss of probabilities that numpy clipped to [1e-7, 1 - 1e-7].

test('binary', () => {
  expect(binaryCrossentropy([0, 0, 1, 1, 0, 1], [0.1, 0.8, 0.9, 0.4, 0.5, 1])).toBeCloseTo(0.5715994926973098, 14);
});

test('binary: a confident mistake costs log(1e-7), not infinity', () => {
  expect(binaryCrossentropy([0, 1], [1, 0.5])).toBeCloseTo(8.40562141602231, 10);
});

test('binary: soft targets', () => {
  // log_loss with each pixel as a row of 1 weighted t and a row of 0 weighted 1 - t
  expect(binaryCrossentropy([0.2, 0.5, 1, 0], [0.25, 0.5, 0.9, 0.1])).toBeCloseTo(0.3528181855152502, 14);
});

const rows = [
  0.7, 0.2, 0.1, 0.1, 0.3, 0.6, 0.2, 0.5, 0.3, 0.5, 0.25, 0.25, 0.4, 0.4, 0.2, 0.3, 0.3, 0.4, 0.05, 0.05, 0.9,
];

test('categorical', () => {
  expect(categoricalCrossentropy([0, 2, 1, 2, 0, 1, 2], rows, 3)).toBeCloseTo(0.7389380230346394, 14);
});

test('categorical: rows are scaled to sum 1 before they are clipped, as in Keras 2', () => {
  const twice = rows.map((p) => 2 * p);
  expect(categoricalCrossentropy([0, 2, 1, 2, 0, 1, 2], twice, 3)).toBeCloseTo(0.7389380230346394, 14);
  expect(categoricalCrossentropy([2], [0, 1, 0], 3)).toBeCloseTo(-Math.log(1e-7), 12);
});
